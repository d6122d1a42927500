import type { Check } from '../notebook/doctor/check.js'
import { isWell } from '../notebook/doctor/examine-kernel.js'
import { kernelDisplayName } from '../notebook/kernel-name.js'

/** What to say after the kernel was installed. */
export function installedText(folder: string): string {
  return [
    `Installed "${kernelDisplayName}" in ${folder}.`,
    '',
    'JupyterLab        run `jupyter lab` and open a notebook; for one of another kernel: Kernel, Change Kernel…',
    'classic Notebook  run `jupyter notebook` and open a notebook; for one of another kernel: Kernel, Change kernel',
    'VS Code           with its Jupyter extension, open a notebook, then Select Kernel, Jupyter Kernel…',
    'as a web page     jupyter nbconvert --to html --template arlab NOTEBOOK',
    '',
    'If it does not show up, restart the front end, and run `arlab kernel doctor`.',
  ].join('\n')
}

/** What to say after the kernel was uninstalled, or was not there. */
export function uninstalledText(folder: string, wasThere: boolean): string {
  return wasThere ? `Removed ${folder}.` : `Nothing to remove: the kernel is not installed in ${folder}.`
}

const marks = { ok: 'ok', missing: 'missing', broken: 'BROKEN' } as const

/** The doctor's findings, each with what to do, and a verdict. */
export function doctorText(checks: readonly Check[]): string {
  const width = Math.max(...Object.values(marks).map((mark) => mark.length))
  const lines = checks.flatMap(({ title, status, found, remedy }) => [
    `${marks[status].padEnd(width)}  ${title}: ${found}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(width)}  → ${remedy}`]),
  ])
  return [...lines, '', verdict(checks)].join('\n')
}

function verdict(checks: readonly Check[]): string {
  if (!isWell(checks)) return 'Something that is needed does not work; see BROKEN above.'
  const missing = checks.some(({ status }) => status !== 'ok')
  return missing ? 'Notebooks run. What is missing is not needed for `arlab notebook run`.' : 'All is well.'
}
