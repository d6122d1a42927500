import { escapeHtml } from '../../document/escape-html.js'
import { liveChartCode } from '../../page/live-chart.js'
import type { BrowserScript } from '../../page/live-chart-scripts.js'
import { sectionLinks, webPage } from '../../page/web-page.js'
import type { Cell, Notebook } from '../notebook-file.js'
import { isBlank } from '../run/run-cells.js'
import { savedError } from '../saved-error.js'
import { type Heading, MarkdownPage, type PageTargets } from './markdown-html.js'
import { notebookPageStyle } from './notebook-page-style.js'
import { isChart, outputHtml } from './output-html.js'
import { tableScript } from './table-script.js'

/** How a notebook's page is to be. */
export interface NotebookPageOptions {
  /** The notebook's name, for a notebook that has no title of its own. */
  readonly name: string
  /** Whether code is shown. */
  readonly code: boolean
  readonly targets: PageTargets
  /** The libraries of live charts; used only if there is a chart. */
  readonly libraries: readonly BrowserScript[]
}

/**
 * A notebook as it is saved, as one self-contained page: words, code, and outputs in order. Charts are live where scripts run
 * and pictures elsewhere; tables can be sorted. A notebook that failed says so at the top. The same notebook gives the same bytes.
 */
export function notebookPage(notebook: Notebook, { name, code, targets, libraries }: NotebookPageOptions): string {
  const markdown = new MarkdownPage(targets)
  const { title, cells } = titleOf(notebook.cells, markdown)
  let codeCells = 0
  const blocks = cells.flatMap((cell) => {
    if (cell.cell_type === 'markdown') {
      return isBlank(cell.source)
        ? []
        : [`<div class="words">\n${markdown.render(cell.source, cell.attachments)}</div>`]
    }
    return cell.cell_type === 'code' ? codeCell(cell, ++codeCells, code, markdown) : []
  })
  const outputs = cells.flatMap((cell) => cell.outputs ?? [])
  const heading = title ?? name
  return webPage({
    title: heading,
    style: notebookPageStyle,
    header: [
      ...(title === undefined ? [] : [`<p class="kicker">${escapeHtml(name)}</p>`]),
      `<h1>${escapeHtml(heading)}</h1>`,
      ...failureNotice(notebook),
      ...contents(markdown.headings),
    ].join('\n'),
    main: blocks.join('\n'),
    footer: `<p>Made by AR Lab.${outputs.some(isChart) ? ' Charts by Vega, Vega-Lite and Vega-Embed.' : ''}</p>`,
    scripts: [...(outputs.some(isChart) ? liveChartCode(libraries) : []), tableScript],
    mainName: 'notebook',
  })
}

/** The title with which a notebook opens, and the cells without it. */
function titleOf(cells: readonly Cell[], markdown: MarkdownPage): { title?: string; cells: readonly Cell[] } {
  const [first, ...others] = cells
  const match = first?.cell_type === 'markdown' ? /^\s*# +([^\n]+?)[ #]*(?:\n|$)/.exec(first.source) : null
  if (!first || !match) return { cells }
  return {
    title: markdown.plainText(match[1]!),
    cells: [{ ...first, source: first.source.slice(match[0].length) }, ...others],
  }
}

function codeCell(cell: Cell, count: number, code: boolean, markdown: MarkdownPage): string[] {
  const source = cell.source.trimEnd()
  const shownCode =
    code && source !== ''
      ? [
          `<pre class="code" role="region" aria-label="Code of cell ${count}" tabindex="0"><code>${escapeHtml(source)}</code></pre>`,
        ]
      : []
  const outputs = (cell.outputs ?? []).map((output, index) =>
    outputHtml(output, { cell: count, output: index + 1 }, markdown),
  )
  const parts = [...shownCode, ...outputs.filter((html) => html !== '')]
  return parts.length === 0 ? [] : [`<div class="cell" id="cell-${count}">\n${parts.join('\n')}\n</div>`]
}

/** Says which cell failed, and that nothing below it was run where that is so. */
function failureNotice({ cells }: Notebook): string[] {
  const codeCells = cells.filter((cell) => cell.cell_type === 'code')
  const failing = codeCells.findIndex((cell) => savedError(cell) !== null)
  if (failing < 0) return []
  const below = codeCells.slice(failing + 1)
  const cell = `cell ${failing + 1} of ${codeCells.length}`
  // A front end keeps what cells printed before, and its user may run any of them; a run leaves nothing below its failure.
  if (below.some(({ outputs = [], execution_count = null }) => outputs.length > 0 || execution_count !== null)) {
    return [
      `<p class="failed" role="note"><strong>A cell of this notebook failed.</strong> <a href="#cell-${failing + 1}">It is ${cell}</a>; what comes after it may be of another run.</p>`,
    ]
  }
  const rest = below.length === 0 ? '' : '; what comes after it was not run'
  return [
    `<p class="failed" role="note"><strong>This notebook did not run to its end.</strong> <a href="#cell-${failing + 1}">It failed in ${cell}</a>${rest}.</p>`,
  ]
}

/** Links to the sections of a page that has several. */
function contents(headings: readonly Heading[]): string[] {
  const sections = headings.filter(({ level }) => level === 2)
  return sections.length < 2 ? [] : [sectionLinks(sections.map(({ text, anchor }) => ({ anchor, name: text })))]
}
