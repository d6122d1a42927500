/** A part as a share of the whole in whole per cent; what is not all or nothing is never written as 100 % or 0 %. */
export function shareText(part: number, whole: number): string {
  if (!(whole > 0)) throw new RangeError(`shareText needs a whole above 0, got ${whole}`)
  const percent = Math.round((part / whole) * 100)
  if (percent >= 100 && part < whole) return 'over 99 %'
  if (percent <= 0 && part > 0) return 'under 1 %'
  return `${percent} %`
}
