import { basename, extname, resolve } from 'node:path'

/** What a report calls the company: the name of the ledger's folder or mapping, without its ending. */
export function companyTitle(path: string): string {
  const name = basename(resolve(path))
  return name.slice(0, name.length - extname(name).length)
}
