import { escapeHtml } from '../document/escape-html.js'

/** The parts of a page, as HTML but for the title. */
export interface WebPage {
  /** Plain text, for the browser's tab. */
  readonly title: string
  readonly style: string
  readonly header: string
  readonly main: string
  readonly footer: string
  /** The script elements that it runs; none if not given. */
  readonly scripts?: readonly string[]
}

const nothingRuns = "default-src 'none'; style-src 'unsafe-inline'"
// Vega compiles the expressions of a specification.
const ownScriptsRun = `${nothingRuns}; script-src 'unsafe-inline' 'unsafe-eval'; img-src data:`

/** A self-contained HTML page: it loads nothing, and runs nothing but the scripts that it brings. */
export function webPage({ title, style, header, main, footer, scripts = [] }: WebPage): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${scripts.length === 0 ? nothingRuns : ownScriptsRun}">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<header>
${header}
</header>
<main id="main">
${main}
</main>
${[`<footer>${footer}</footer>`, ...scripts].join('\n')}
</body>
</html>
`
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
export function sectionLinks(sections: readonly PageSection[]): string {
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
