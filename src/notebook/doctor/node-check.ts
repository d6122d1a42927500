import type { Check } from './check.js'

/** The oldest Node.js in which a cell can load this package: there `require` takes ES modules. */
const oldest = [20, 19] as const

/** Whether a version of Node.js, such as `20.19.0`, is new enough. */
export function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const base = { id: 'node', title: 'Node.js', needed: true } as const
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  if (isNewEnough) return { ...base, status: 'ok', found: `version ${version}` }
  return {
    ...base,
    status: 'broken',
    found: `version ${version} is too old: cells need ${oldest.join('.')} or newer.`,
    remedy: 'Install a newer one from https://nodejs.org, then install AR Lab again.',
  }
}
