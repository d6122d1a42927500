import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/**
 * Makes what a kernel prints on stderr the same on every machine: paths inside the project become relative to the
 * working directory, process ids go, and so do the stack frames of Node and tslab.
 */
export function portableText(workingDirectory: string): (text: string) => string {
  const folder = realpathSync(workingDirectory)
  const root = projectRoot(folder)
  const up = relative(folder, root)
  const shorten = (text: string, found: string, replacement: string) =>
    found === '/'
      ? text
      : text.replace(new RegExp(`(?<![\\w./-])(?:file://)?${escapeRegExp(found)}/`, 'g'), replacement)
  return (text) => {
    const kept = text.replace(machineFrame, '').replace(/\(node:\d+\)/g, '(node)')
    return shorten(shorten(kept, folder, './'), root, up === '' ? './' : `${up}/`)
  }
}

const machineFrame = /^[ \t]+at [^\n]*(?:[\\/]tslab[\\/]dist[\\/]|\(?node:)[^\n]*\n?/gm

function projectRoot(folder: string): string {
  for (let candidate = folder; ; candidate = dirname(candidate)) {
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (dirname(candidate) === candidate) return folder
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
