/** The value of a sum such as `(12,500 + 4,000) ÷ 91 × 2`: what a learner gets who keys in what a solution shows. */
export function valueOfSum(sum: string): number {
  const tokens = sum.replaceAll(',', '').match(/\d+(?:\.\d+)?|[()+−×÷]/g) ?? []
  if (tokens.join('') !== sum.replace(/[,\s]/g, '')) throw new Error(`not arithmetic: ${sum}`)
  let at = 0
  const factor = (): number => {
    const token = tokens[at++]
    if (token === '−') return -factor()
    if (token !== '(') return Number(token)
    const inner = terms()
    at++
    return inner
  }
  const product = (): number => {
    let value = factor()
    while (tokens[at] === '×' || tokens[at] === '÷') value = tokens[at++] === '×' ? value * factor() : value / factor()
    return value
  }
  const terms = (): number => {
    let value = product()
    while (tokens[at] === '+' || tokens[at] === '−')
      value = tokens[at++] === '+' ? value + product() : value - product()
    return value
  }
  return terms()
}
