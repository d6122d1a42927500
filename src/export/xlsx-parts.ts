import { cellText } from './cell-text.js'
import type { ExportColumn, ExportTable } from './export-table.js'
import { isFormulaLike } from './spreadsheet-safety.js'

/** The parts of a workbook that a spreadsheet reads (Office Open XML, ECMA-376), as XML text. */

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaging = 'http://schemas.openxmlformats.org/package/2006'

/** Where each look stands among the cell formats of `stylesXml`. */
const style = { header: 1, text: 2, guardedText: 3, date: 4, amount: 5, integer: 6, number: 7 } as const

export function contentTypesXml(sheets: number): string {
  const type = (name: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${name}+xml`
  const parts = [
    `<Override PartName="/xl/workbook.xml" ContentType="${type('sheet.main')}"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${type('styles')}"/>`,
    ...range(sheets).map(
      (sheet) => `<Override PartName="/xl/worksheets/sheet${sheet}.xml" ContentType="${type('worksheet')}"/>`,
    ),
  ]
  return `${declaration}<Types xmlns="${packaging}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join('')}</Types>`
}

export function packageRelationsXml(): string {
  return `${declaration}<Relationships xmlns="${packaging}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
}

export function workbookXml(names: readonly string[]): string {
  const sheets = names.map(
    (name, index) => `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  return `${declaration}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`
}

export function workbookRelationsXml(sheets: number): string {
  const relations = [
    ...range(sheets).map(
      (sheet) => `<Relationship Id="rId${sheet}" Type="${office}/worksheet" Target="worksheets/sheet${sheet}.xml"/>`,
    ),
    `<Relationship Id="rId${sheets + 1}" Type="${office}/styles" Target="styles.xml"/>`,
  ]
  return `${declaration}<Relationships xmlns="${packaging}/relationships">${relations.join('')}</Relationships>`
}

/** The looks of cells; `decimals` are those of the currency. Format 49 is "text": what is typed there stays text. */
export function stylesXml(decimals: number): string {
  const money = `#,##0${decimals === 0 ? '' : `.${'0'.repeat(decimals)}`}`
  const formats = [
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>',
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  ]
  return (
    `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="${money}"/></numFmts>` +
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  )
}

/** What stands before the first row: the header stays in view, and each column is as wide as its first rows need. */
export function sheetHead(table: ExportTable): string {
  const columns = table.columns.map(
    (column, index) => `<col min="${index + 1}" max="${index + 1}" width="${width(table, column)}" customWidth="1"/>`,
  )
  return (
    `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${columns.join('')}</cols><sheetData>${headerRow(table)}`
  )
}

function headerRow({ columns }: ExportTable): string {
  const cells = columns.map(({ name }, index) => textCell(`${columnLetters(index)}1`, name, style.header))
  return `<row r="1">${cells.join('')}</row>`
}

/** What stands after the last row: the header filters. */
export function sheetTail({ columns, rows }: ExportTable): string {
  return `</sheetData><autoFilter ref="A1:${columnLetters(columns.length - 1)}${rows + 1}"/></worksheet>`
}

/** A row of the table as a row of the sheet. */
export function sheetRow({ columns, currency }: ExportTable, row: number, letters: readonly string[]): string {
  const number = row + 2
  let cells = ''
  for (let index = 0; index < columns.length; index++) {
    const column = columns[index]!
    const place = `${letters[index]}${number}`
    switch (column.kind) {
      case 'identifier':
      case 'text': {
        const text = column.at(row)
        if (text !== null) cells += textCell(place, text, isFormulaLike(text) ? style.guardedText : style.text)
        break
      }
      case 'date': {
        const day = column.at(row)
        if (day !== null) cells += `<c r="${place}" s="${style.date}"><v>${serialDay(day)}</v></c>`
        break
      }
      default: {
        const text = cellText(column, row, currency.decimals)
        if (text !== null) cells += `<c r="${place}" s="${style[column.kind]}"><v>${text}</v></c>`
      }
    }
  }
  return `<row r="${number}">${cells}</row>`
}

/** A cell typed as text: no spreadsheet takes it for a formula, whatever it begins with. */
function textCell(place: string, text: string, look: number): string {
  return `<c r="${place}" s="${look}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

/** The letters of a column: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** Spreadsheets count days from 1900-01-01 as 1 and believe in 29 February 1900, which is day 60. */
function serialDay(day: number): number {
  const serial = day + 25569
  return serial > 60 ? serial : serial - 1
}

/** Rows that are looked at for a column's width. */
const measuredRows = 1000

function width(table: ExportTable, column: ExportColumn): number {
  let longest = column.name.length
  for (let row = 0; row < Math.min(table.rows, measuredRows); row++) {
    const length = cellText(column, row, table.currency.decimals)?.length ?? 0
    // Three digits more have a separator.
    longest = Math.max(longest, column.kind === 'amount' ? Math.ceil((length * 4) / 3) : length)
  }
  return Math.min(60, longest + 3)
}

/**
 * A text inside XML. What XML 1.0 cannot hold is written as the format has it, `_x0007_`, and a text that looks like such an
 * escape is escaped itself.
 */
function escaped(text: string): string {
  if (!/[&<>"\r_]|[^\t\n\u0020-\ud7ff\ue000-\ufffd]/.test(text)) return text
  return text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML cannot hold.
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
