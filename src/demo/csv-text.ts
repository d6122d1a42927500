/** A value of a CSV field; null is an empty field. */
type CsvValue = string | number | null

/** The columns of a CSV table: their names, and what each holds of a row. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => CsvValue>>

/** A CSV table (RFC 4180, comma, lines ended by LF): its header line, and the line of a row. */
export interface CsvFormat<Row> {
  readonly header: string
  line(row: Row): string
}

/** The text of a table's lines. Fields are quoted only where they must be. */
export function csvFormat<Row>(columns: CsvColumns<Row>): CsvFormat<Row> {
  const cells = Object.values(columns)
  return {
    header: `${Object.keys(columns).map(csvField).join(',')}\n`,
    line(row) {
      let text = csvField(cells[0]!(row))
      for (let index = 1; index < cells.length; index++) text += `,${csvField(cells[index]!(row))}`
      return `${text}\n`
    },
  }
}

const mustBeQuoted = /[",\r\n]/

function csvField(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return mustBeQuoted.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
