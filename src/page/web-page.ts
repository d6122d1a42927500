import { createHash } from 'node:crypto'
import { escapeHtml } from '../document/escape-html.js'

/** The parts of a page, as HTML but for the title. */
export interface WebPage {
  /** Plain text, for the browser's tab. */
  readonly title: string
  readonly style: string
  readonly header: string
  readonly main: string
  readonly footer: string
  /** The code that it runs, a text for each script element; none if not given. */
  readonly scripts?: readonly string[]
  /** What the main part is, for the link that skips to it; a report if not given. */
  readonly mainName?: string
}

const nothingRuns = "default-src 'none'; style-src 'unsafe-inline'"

/** A self-contained HTML page: it loads nothing, and runs nothing but the scripts that it is given here. */
export function webPage({ title, style, header, main, footer, scripts = [], mainName = 'report' }: WebPage): string {
  const codes = scripts.map(insideScript)
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${codes.length === 0 ? nothingRuns : onlyThese(codes)}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the ${escapeHtml(mainName)}</a>
<header>
${header}
</header>
<main id="main">
${main}
</main>
${[`<footer>${footer}</footer>`, ...codes.map((code) => `<script>${code}</script>`)].join('\n')}
</body>
</html>
`
}

/**
 * Scripts are let through by their hashes: whatever else may end up in the page, no other script and no handler in an
 * attribute ever runs. Vega compiles the expressions of a specification, which needs eval.
 */
function onlyThese(codes: readonly string[]): string {
  const hashes = codes.map((code) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`)
  return `${nothingRuns}; script-src ${hashes.join(' ')} 'unsafe-eval'; img-src data:`
}

/**
 * Code that ends no script element before its time. In strings and patterns, where alone these texts can stand, \x3C is the
 * same as <. A browser takes each line end for a newline before it compares hashes.
 */
function insideScript(code: string): string {
  return code.replace(/<(?=\/script|!--)/gi, '\\x3C').replace(/\r\n?/g, '\n')
}

/** A section of a page, reached by its anchor. */
export interface PageSection {
  readonly anchor: string
  /** Plain text. */
  readonly name: string
  /** HTML. */
  readonly body: string
  /** The section's class in the style sheet; none if not given. */
  readonly look?: string
}

/** Links to sections. */
export function sectionLinks(sections: readonly Pick<PageSection, 'anchor' | 'name'>[]): string {
  const links = sections.map(({ anchor, name }) => `<li><a href="#${anchor}">${escapeHtml(name)}</a></li>`)
  return `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`
}

export function sectionsHtml(sections: readonly PageSection[]): string {
  return sections
    .map(
      ({ anchor, name, body, look }) =>
        `<section${look === undefined ? '' : ` class="${look}"`} aria-labelledby="${anchor}">\n<h2 id="${anchor}">${escapeHtml(name)}</h2>\n${body}\n</section>`,
    )
    .join('\n')
}
