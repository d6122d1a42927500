import { nearest } from '../../../document/did-you-mean.js'
import { placeInDocument } from '../../../document/read-document.js'
import type { RecipeCheck } from '../table-recipe.js'
import type { NamedValues } from './compile-condition.js'

/** How many of a column's most frequent values are looked at for a misspelt one. */
const shownValues = 100

/**
 * Looks for values that a filter names and the file does not have: a warning if a similar value is there, which was most
 * likely meant. A value that merely does not occur is no fault: not every export has voided invoices.
 */
export function checkNamedValues(
  { sql, column, values, path }: NamedValues,
  relation: string,
  file: string,
  mappingFile: string,
): RecipeCheck {
  return {
    query: `SELECT v FROM (SELECT unnest(approx_top_k(${sql}, ${shownValues})) AS v FROM ${relation}) WHERE v IS NOT NULL`,
    judge: (rows) => {
      const known = rows.map(([value]) => String(value))
      const wanted = values.map((value) => value.trim())
      for (const value of wanted) {
        if (value === '' || known.includes(value)) continue
        const unused = known.filter((other) => !wanted.includes(other))
        const meant = nearest(value, unused, Math.floor(value.length / 3))
        if (meant === null) continue
        return {
          code: 'filter-value-unknown',
          message:
            `the column ${column} of ${file} never has the value "${value}" that the mapping names ` +
            `(${placeInDocument(mappingFile, path)}), but it has "${meant}"`,
          count: 1,
          amount: null,
        }
      }
      return null
    },
  }
}

/** Warns if a filter leaves out every row of a source that has rows. */
export function checkKeptRows(
  keep: string,
  relation: string,
  describe: { readonly table: string; readonly file: string; readonly place: () => string },
): RecipeCheck {
  return {
    // Stops at the first row that is kept; so it costs a scan only where nothing is.
    query: `SELECT EXISTS (SELECT 1 FROM ${relation} WHERE ${keep}), EXISTS (SELECT 1 FROM ${relation})`,
    judge: ([row]) => {
      if (!row || row[0] === true || row[1] === false) return null
      return {
        code: 'filter-keeps-nothing',
        message: `the filter for the table ${describe.table} (${describe.place()}) leaves out every row of ${describe.file}`,
        count: 1,
        amount: null,
      }
    },
  }
}
