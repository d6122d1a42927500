/**
 * Starts to take time; gives the seconds so far, not counting those in which the machine was busy with something else: the
 * lesser of the time on the wall and the time that this process's threads have worked.
 */
export function stopwatch(): () => number {
  const wall = performance.now()
  const work = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(work)
    return Math.min((performance.now() - wall) / 1000, (user + system) / 1e6)
  }
}
