import { sqlText } from '../../../document/sql-text.js'

/** White space that JavaScript's trim removes and that exports contain. */
const blanks = sqlText(' \t\r\n\u00a0\ufeff\u202f\u2007')

/** An SQL expression: the text without white space around it, null if nothing is left. */
export function sqlTrimmed(expression: string): string {
  return `nullif(trim(${expression}, ${blanks}), '')`
}
