import { escapeHtml } from '../document/escape-html.js'

/** The parts of a page, as HTML but for the title. */
export interface StillPage {
  /** Plain text, for the browser's tab. */
  readonly title: string
  readonly style: string
  readonly header: string
  readonly main: string
  readonly footer: string
}

/** A self-contained HTML page that runs no script and loads nothing. */
export function stillPage({ title, style, header, main, footer }: StillPage): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
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
<footer>${footer}</footer>
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
}

/** Links to sections. */
export function sectionLinks(sections: readonly PageSection[]): string {
  const links = sections.map(({ anchor, name }) => `<li><a href="#${anchor}">${escapeHtml(name)}</a></li>`)
  return `<nav aria-label="Sections"><ul>${links.join('')}</ul></nav>`
}

export function sectionsHtml(sections: readonly PageSection[]): string {
  return sections
    .map(
      ({ anchor, name, body }) =>
        `<section aria-labelledby="${anchor}">\n<h2 id="${anchor}">${escapeHtml(name)}</h2>\n${body}\n</section>`,
    )
    .join('\n')
}
