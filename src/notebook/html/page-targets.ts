import { existsSync, readFileSync, realpathSync } from 'node:fs'
import path, { type PlatformPath } from 'node:path'
import { pathToFileURL } from 'node:url'
import { decodedPath, encodedPath } from '../link-path.js'
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
 * from files; those of the web are left there. The last argument says how paths are written: as
 * on this machine, if it is not given.
 */
export function pageTargets(
  notebook: string,
  page: string,
  pages: ReadonlyMap<string, string>,
  { dirname, extname, isAbsolute, join, relative, resolve, sep }: PlatformPath = path,
): PageTargets {
  const from = resolve(dirname(notebook))
  const to = resolve(dirname(page))
  return {
    link(href) {
      if (!isRelative(href)) return href
      const [, path, rest] = /^([^?#]*)(.*)$/s.exec(href)!
      const target = resolve(from, decodedPath(path!))
      const ownPage = pages.get(target)
      const shown = resolve(ownPage ?? target)
      const way = relative(to, shown)
      // The slash says that it is a folder, from which the links of its own page start.
      const end = ownPage === undefined && path!.endsWith('/') ? '/' : ''
      // From one drive of Windows to another there is no way but the whole path.
      if (isAbsolute(way)) return pathToFileURL(shown, { windows: sep === '\\' }).href + end + rest
      // A file's name may hold what means something else in a link: a colon after a scheme, a hash before an anchor.
      const steps = encodedPath(way.split(sep).join('/'))
      return (steps === '' ? './' : steps + end) + rest
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
