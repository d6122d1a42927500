import { plainNumber } from './plain-number.js'

/** Excel counts days from the end of 1899 or, in workbooks of old Macs, from 1904. */
export type ExcelEpoch = 1900 | 1904

/** A number as Excel shows it: with its own 15 significant digits, so that 0.1 + 0.2 is 0.3, and no exponent. */
export function excelNumber(value: number): string {
  return plainNumber(String(Number(value.toPrecision(15))))
}

/**
 * A number under a number format as text: an ISO date (and time, if it has one) where the format is one of dates; zeros in
 * front where the format shows a fixed number of digits, for such numbers are identifiers.
 */
export function excelText(value: number, format: string, isDateFormat: boolean, epoch: ExcelEpoch): string {
  if (isDateFormat && showsDay(format)) return excelDate(value, epoch) ?? excelNumber(value)
  const digits = excelNumber(value)
  return /^0{2,}$/.test(format) && /^\d+$/.test(digits) ? digits.padStart(format.length, '0') : digits
}

/** A date format that shows a day, a month or a year, not only a time of day or a duration. */
function showsDay(format: string): boolean {
  const plain = format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '').replace(/am\/pm|a\/p/gi, '')
  return /[dy]|mmm/i.test(plain) || (/m/i.test(plain) && !/[hs]/i.test(plain))
}

/**
 * The ISO date of a day number, with the time of day if it has one; null where there is none. Day 60 of the 1900 system
 * is the 29th of February 1900, which never was: the text says so, and whoever reads dates refuses it.
 */
export function excelDate(serial: number, epoch: ExcelEpoch): string | null {
  // To the second, for a time of day is a fraction that no float holds exactly.
  const seconds = Math.round(serial * secondsPerDay)
  const day = Math.floor(seconds / secondsPerDay)
  const latest = epoch === 1900 ? latestDay : latestDay - daysBetweenEpochs
  if (day < (epoch === 1900 ? 1 : 0) || day > latest) return null
  const time = seconds - day * secondsPerDay
  const clock = time === 0 ? '' : ` ${new Date(time * 1000).toISOString().slice(11, 19)}`
  if (epoch === 1900 && day === 60) return `1900-02-29${clock}`
  const sinceUnix = epoch === 1904 ? day - 24_107 : day < 60 ? day - 25_568 : day - 25_569
  return new Date(sinceUnix * secondsPerDay * 1000).toISOString().slice(0, 10) + clock
}

const secondsPerDay = 86_400
/** The 31st of December 9999. */
const latestDay = 2_958_465
const daysBetweenEpochs = 1462
