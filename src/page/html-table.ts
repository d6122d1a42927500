import { escapeHtml } from '../document/escape-html.js'

/** A column's head and the class of its cells. */
interface TableColumn {
  readonly head: string
  readonly kind?: 'text' | 'money' | 'count' | 'bars'
}

export interface HtmlTable {
  readonly caption: string
  readonly columns: readonly TableColumn[]
  /** Cells as HTML, the first one being the row's head. */
  readonly rows: readonly { readonly cells: readonly string[]; readonly kind?: string }[]
  readonly wide?: boolean
}

/** A table that can be scrolled sideways by keyboard and is read with its heads. */
export function htmlTable({ caption, columns, rows, wide = false }: HtmlTable): string {
  const classOf = (kind: string | undefined) => (kind === undefined ? '' : ` class="${kind}"`)
  const heads = columns.map(
    ({ head, kind }) => `<th scope="col"${classOf(kind === 'text' ? kind : undefined)}>${escapeHtml(head)}</th>`,
  )
  const body = rows.map(({ cells, kind }) => {
    const [first, ...others] = cells.map((cell, index) => {
      const own = classOf(columns[index]?.kind)
      return index === 0 ? `<th scope="row"${own}>${cell}</th>` : `<td${own}>${cell}</td>`
    })
    return `<tr${classOf(kind)}>${[first, ...others].join('')}</tr>`
  })
  const label = escapeHtml(caption)
  return `<div class="table${wide ? ' wide' : ''}" role="region" aria-label="${label}" tabindex="0"><table>
<caption>${label}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody></table></div>`
}
