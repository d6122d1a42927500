/**
 * The digits of a number text such as 1.5e-7 written without an exponent, none lost and none made up; a text that is not
 * a number of that kind stays as it is, as does one that would grow beyond all measure.
 */
export function plainNumber(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(text)
  if (!parts) return text
  const [, sign, whole, fraction = '', power] = parts as unknown as [string, string, string, string | undefined, string]
  const exponent = Number(power)
  if (Math.abs(exponent) > 400) return text
  const digits = whole + fraction
  const point = whole.length + exponent
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const cut = Math.max(point, 1)
  const before = padded.slice(0, cut).replace(/^0+(?=\d)/, '')
  const after = padded.slice(cut).replace(/0+$/, '')
  return `${sign}${before}${after === '' ? '' : `.${after}`}`
}
