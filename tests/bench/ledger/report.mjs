/** Starts the clock; the function it gives prints what the process cost as one line of JSON. */
export function report() {
  const begin = performance.now()
  const cpu = process.cpuUsage()
  return (facts) => {
    const used = process.cpuUsage(cpu)
    console.log(
      JSON.stringify({
        seconds: (performance.now() - begin) / 1000,
        cpuSeconds: (used.user + used.system) / 1e6,
        peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
        ...facts,
      }),
    )
  }
}
