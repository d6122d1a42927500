import type { DuckDBConnection } from '@duckdb/node-api'
import { InputError } from '../../../document/input-error.js'
import { sqlName, sqlText } from '../../../document/sql-text.js'
import type { RawSource } from '../raw-source.js'
import { checkRepeated } from './csv-header.js'
import { duckdbFault } from './duckdb-fault.js'
import type { WorkingFile } from './working-file.js'

/**
 * A Parquet file as a source. Its typed values become the text that a careful person would write: dates as 2024-03-04,
 * numbers with all their digits and no others, lists and records as JSON. The rows count as lines.
 */
export async function openParquet(working: WorkingFile, connection: DuckDBConnection): Promise<RawSource> {
  const { name: file, path } = working
  const source = `read_parquet(${sqlText(path)})`
  let described: readonly (readonly [name: string, type: string])[]
  let rows: number
  try {
    const reader = await connection.runAndReadAll(`SELECT column_name, column_type FROM (DESCRIBE FROM ${source})`)
    described = reader.getRows() as [string, string][]
    const counted = await connection.runAndReadAll(
      `SELECT CAST(sum(num_rows) AS DOUBLE) FROM parquet_file_metadata(${sqlText(path)})`,
    )
    rows = Number(counted.getRows()[0]![0])
  } catch (error) {
    throw duckdbFault(file, error)
  }
  const columns = described.map(([name]) => name.trim())
  checkRepeated(file, columns)
  const selected = described.map(([name, type], index) => `${asText(sqlName(name), type)} AS c${index}`)
  return {
    file,
    columns,
    relation: `(SELECT ${selected.join(', ')} FROM ${source})`,
    estimatedRows: rows,
    spreadsheetDates: false,
    malformed: async () => [],
    linesOf: async (rowNumbers) => rowNumbers.map((row) => row + 1),
    recover: async (error) => {
      working.close()
      throw error instanceof InputError ? error : duckdbFault(file, error)
    },
    close: () => working.close(),
  }
}

/** An SQL expression for the text of a value of a type; null where it is empty. */
function asText(value: string, type: string): string {
  const text = `CAST(${value} AS VARCHAR)`
  if (type === 'VARCHAR') return `nullif(${value}, '')`
  if (type.endsWith(']') || /^(?:STRUCT|MAP|UNION)\(/.test(type)) return `CAST(to_json(${value}) AS VARCHAR)`
  if (type.startsWith('DECIMAL')) return type.endsWith(',0)') ? text : withoutTrailingZeros(text)
  switch (type) {
    case 'DOUBLE':
    case 'FLOAT':
      return `CASE WHEN ${text} LIKE '%e%' THEN ${withoutExponent(text)} ELSE ${withoutTrailingZeros(text)} END`
    case 'TIMESTAMP WITH TIME ZONE':
      // A moment has a day only in some time zone; whatever zone the session is in, it is UTC's.
      return dayOrMoment(`timezone('UTC', ${value})`)
    case 'TIMESTAMP_NS':
      return dayOrMoment(`CAST(${value} AS TIMESTAMP)`, text)
    case 'TIMESTAMP':
    case 'TIMESTAMP_S':
    case 'TIMESTAMP_MS':
      return dayOrMoment(`CAST(${value} AS TIMESTAMP)`)
    case 'BLOB':
      // Some writers store texts as bytes without saying that they are texts.
      return `nullif(coalesce(TRY(decode(${value})), ${text}), '')`
    default:
      return text
  }
}

function dayOrMoment(timestamp: string, otherwise = `CAST(${timestamp} AS VARCHAR)`): string {
  return `regexp_replace(${otherwise}, ' 00:00:00(\\.0+)?$', '')`
}

/** 1234.5000 is 1234.5, and 100.0 is 100. */
function withoutTrailingZeros(text: string): string {
  return `regexp_replace(regexp_replace(${text}, '(\\.\\d*?)0+$', '\\1'), '\\.$', '')`
}

/** 1.5e-07 is 0.00000015, and 1.5e+16 is 15000000000000000. */
function withoutExponent(text: string): string {
  const sign = `CASE WHEN ${text} LIKE '-%' THEN '-' ELSE '' END`
  const digits = `regexp_replace(regexp_extract(${text}, '^-?([^e]*)', 1), '\\.0?$|\\.', '')`
  const exponent = `CAST(regexp_extract(${text}, 'e(.*)$', 1) AS INTEGER)`
  return `${sign} || CASE WHEN ${exponent} < 0
    THEN '0.' || repeat('0', -${exponent} - 1) || ${digits}
    ELSE ${digits} || repeat('0', greatest(0, ${exponent} + 1 - length(${digits}))) END`
}
