import MarkdownIt, { type Token } from 'markdown-it'
import { escapeHtml } from '../../document/escape-html.js'
import { decodedPath } from '../link-path.js'

/** Where the targets that a notebook names are, seen from its page. */
export interface PageTargets {
  /** The target of a link, for which a relative one starts from the notebook's folder. */
  link(href: string): string
  /** A picture as a `data:` URL; null if it cannot be had, or is not on this machine. */
  picture(source: string): string | null
}

/** A heading of a page. */
export interface Heading {
  readonly level: number
  /** Plain text. */
  readonly text: string
  readonly anchor: string
}

type Attachments = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/**
 * Turns the markdown cells of one page into HTML, and keeps a list of their headings, each with an anchor of its own. HTML
 * in markdown is shown as text. A picture is taken into the page; one that cannot be had becomes a link with its words.
 */
export class MarkdownPage {
  readonly headings: Heading[] = []
  readonly #anchors = new Set<string>()
  readonly #markdown = new MarkdownIt({ html: false })
  #attachments: Attachments = {}

  constructor(readonly targets: PageTargets) {
    const plainLink = this.#markdown.renderer.rules.link_open
    this.#markdown.renderer.rules.link_open = (tokens, index, options, env, renderer) => {
      const token = tokens[index]!
      token.attrSet('href', targets.link(String(token.attrGet('href') ?? '')))
      return plainLink?.(tokens, index, options, env, renderer) ?? renderer.renderToken(tokens, index, options)
    }
    this.#markdown.renderer.rules.image = (tokens, index, options, env, renderer) => {
      const token = tokens[index]!
      const words = escapeHtml(renderer.renderInlineAsText(token.children ?? [], options, env))
      const source = String(token.attrGet('src') ?? '')
      const picture = this.#attached(source) ?? targets.picture(source)
      if (picture !== null) return `<img src="${escapeHtml(picture)}" alt="${words}">`
      return source.startsWith('attachment:')
        ? words
        : `<a href="${escapeHtml(targets.link(source))}">${words || 'picture'}</a>`
    }
  }

  /** A cell as HTML. `firstLevel` is the least level of its headings. */
  render(source: string, attachments: Attachments = {}, firstLevel = 2): string {
    this.#attachments = attachments
    const env = {}
    const tokens = this.#markdown.parse(source, env)
    for (const [index, token] of tokens.entries()) {
      if (token.type !== 'heading_open' && token.type !== 'heading_close') continue
      const level = Math.max(firstLevel, Number(token.tag.slice(1)))
      token.tag = `h${level}`
      if (token.type === 'heading_open') {
        const text = this.#text(tokens[index + 1]!)
        const anchor = this.#anchor(text)
        token.attrSet('id', anchor)
        this.headings.push({ level, text, anchor })
      }
    }
    return this.#markdown.renderer.render(tokens, this.#markdown.options, env)
  }

  /** A line of markdown without its marks. */
  plainText(line: string): string {
    const [inline] = this.#markdown.parseInline(line, {})
    return inline === undefined ? line : this.#text(inline)
  }

  #text(inline: Token): string {
    return this.#markdown.renderer.renderInlineAsText(inline.children ?? [], this.#markdown.options, {}).trim()
  }

  /** An anchor made of the words, with a number if another heading has it. */
  #anchor(text: string): string {
    const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['section']
    const joined = words.join('-')
    const plain = anchorsOfPage.test(joined) ? `section-${joined}` : joined
    let anchor = plain
    for (let count = 2; this.#anchors.has(anchor); count++) anchor = `${plain}-${count}`
    this.#anchors.add(anchor)
    return anchor
  }

  #attached(source: string): string | null {
    if (!source.startsWith('attachment:')) return null
    const forms = this.#attachments[decodedPath(source.slice('attachment:'.length))] ?? {}
    const [type, content] = Object.entries(forms).find(([type]) => pictureType.test(type)) ?? []
    return typeof content === 'string' ? `data:${type};base64,${content.replace(/\s/g, '')}` : null
  }
}

/** What a page calls its main part, its cells and what is in their outputs. */
const anchorsOfPage = /^(?:main$|cell-\d)/

const pictureType = /^image\/(?:png|jpeg|gif|webp)$/
