import sanitizeHtml from 'sanitize-html'

/**
 * HTML of an output, with what a page may show: tables, text, lists, folded details, pictures that it brings along, with
 * their ARIA attributes and looks. Nothing in it runs, loads, submits or lies over the page. Its ids, and what refers to them,
 * get a prefix, for those of another output may be the same.
 */
export function safeHtml(html: string, idPrefix: string): string {
  return sanitizeHtml(html, {
    allowedTags,
    allowedAttributes: {
      '*': ['id', 'style', 'title', 'lang', 'dir', 'role', 'tabindex', 'aria-*'],
      a: ['href'],
      col: ['span'],
      colgroup: ['span'],
      details: ['open'],
      img: ['src', 'alt', 'width', 'height'],
      li: ['value'],
      meter: ['value', 'min', 'max', 'low', 'high', 'optimum'],
      ol: ['start'],
      progress: ['value', 'max'],
      td: ['colspan', 'rowspan', 'headers'],
      th: ['colspan', 'rowspan', 'headers', 'scope', 'abbr'],
      time: ['datetime'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    allowProtocolRelative: false,
    // A picture that is not in the output would have to be loaded.
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs.src?.startsWith('data:'),
    allowedStyles: { '*': Object.fromEntries(allowedProperties.map((property) => [property, [harmlessValue]])) },
    // The text between these tags is no text for readers.
    nonTextTags: ['script', 'style', 'textarea', 'option', 'noscript', 'template', 'title', 'svg', 'math'],
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: withOwnIds(attribs, idPrefix) }) },
  })
}

const allowedTags = [
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['div', 'p', 'section', 'article', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...['blockquote', 'pre', 'hr', 'br', 'details', 'summary', 'figure', 'figcaption', 'img', 'meter', 'progress'],
  ...['span', 'a', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'ins', 'sub', 'sup', 'small', 'mark', 'abbr', 'time'],
  ...['code', 'kbd', 'samp', 'var', 'q', 'cite', 'dfn', 'bdi'],
]

const sides = ['', '-top', '-right', '-bottom', '-left', '-inline', '-block']
const allowedProperties = [
  ...sides.flatMap((side) => [`margin${side}`, `padding${side}`, `border${side}`]),
  ...['border-color', 'border-style', 'border-width', 'border-radius', 'border-collapse', 'border-spacing'],
  ...['color', 'background', 'background-color', 'opacity', 'caption-side', 'vertical-align', 'list-style'],
  ...['text-align', 'text-decoration', 'text-transform', 'text-indent', 'white-space', 'overflow-wrap', 'overflow-x'],
  ...['font', 'font-family', 'font-size', 'font-style', 'font-weight', 'font-variant-numeric', 'line-height'],
  // No max-height: what scrolls in a notebook is whole on a page.
  ...['letter-spacing', 'width', 'min-width', 'max-width', 'height', 'min-height', 'display', 'gap'],
  ...['flex', 'flex-wrap', 'flex-direction', 'align-items', 'justify-content', 'grid-template-columns'],
]

/** Values that load nothing. */
const harmlessValue = /^(?!.*(?:url|image|image-set|src|element|expression)\s*\()[^<>{}\\]*$/i

const idLists = ['aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns', 'aria-details', 'headers']

function withOwnIds(attribs: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  const own = { ...attribs }
  const prefixed = (ids: string) =>
    ids
      .split(/\s+/)
      .filter((id) => id !== '')
      .map((id) => prefix + id)
      .join(' ')
  for (const name of ['id', ...idLists]) if (own[name] !== undefined) own[name] = prefixed(own[name])
  if (own.href?.startsWith('#')) own.href = `#${prefix}${own.href.slice(1)}`
  return own
}
