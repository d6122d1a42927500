import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, extname, join, relative, resolve, sep } from 'node:path'
import { decodedPath } from './decoded-path.js'
import type { PageTargets } from './markdown-html.js'

const pictureTypes: Readonly<Record<string, string>> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
}

/**
 * What the links and pictures of a notebook mean in its page. A relative link is made to start from the page's folder; one to
 * a notebook that has a page too, by `pages` from the notebook's path to the page's, leads to that page. Pictures are read
 * from files; those of the web are left there.
 */
export function pageTargets(notebook: string, page: string, pages: ReadonlyMap<string, string>): PageTargets {
  const from = resolve(dirname(notebook))
  const to = resolve(dirname(page))
  return {
    link(href) {
      if (!isRelative(href)) return href
      const [, path, rest] = /^([^?#]*)(.*)$/s.exec(href)!
      const target = resolve(from, decodedPath(path!))
      const shown = pages.get(target) ?? target
      const steps = relative(to, resolve(shown)).split(sep)
      // A file's name may hold what means something else in a link: a colon after a scheme, a hash before an anchor.
      return (steps.map(encodeURIComponent).join('/') || './') + rest
    },
    picture(source) {
      if (/^data:image\/(?:png|jpeg|gif|webp);/.test(source)) return source
      const type = pictureTypes[extname(source).toLowerCase()]
      if (!isRelative(source) || type === undefined) return null
      const file = join(from, decodedPath(source))
      // A name that leads to something else by a link is not what it says.
      if (!existsSync(file) || pictureTypes[extname(realpathSync(file)).toLowerCase()] !== type) return null
      try {
        return `data:${type};base64,${readFileSync(file).toString('base64')}`
      } catch {
        // A folder, or a file that may not be read.
        return null
      }
    },
  }
}

function isRelative(target: string): boolean {
  return target !== '' && !/^(?:[a-z][a-z\d+.-]*:|\/|#|\?)/i.test(target)
}
