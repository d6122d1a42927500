import type { Check } from './check.js'
import type { Jupyter } from './jupyter.js'

const howToGetJupyter =
  'Only if you want it: `pip install jupyterlab`, or on Debian and Ubuntu `apt-get install jupyter-notebook jupyter-nbconvert`. `arlab notebook run` needs no Jupyter.'

const frontEnds = [
  { part: 'jupyterlab', name: 'JupyterLab' },
  { part: 'notebook', name: 'classic Notebook' },
  { part: 'nbconvert', name: 'nbconvert' },
]

/** Which Jupyter there is; `reason` says why there is none. None of it is needed. */
export function jupyterCheck(jupyter: Jupyter | undefined, reason = 'no `jupyter` is on the PATH.'): Check {
  const base = { id: 'jupyter', title: 'Jupyter', needed: false } as const
  if (jupyter === undefined) return { ...base, status: 'missing', found: reason, remedy: howToGetJupyter }
  const found = frontEnds.filter(({ part }) => jupyter.versions.has(part))
  const texts = found.map(({ part, name }) => `${name} ${jupyter.versions.get(part)}`)
  if (found.some(({ part }) => part !== 'nbconvert')) {
    return { ...base, status: 'ok', found: `${jupyter.program} with ${texts.join(', ')}` }
  }
  const what = `${jupyter.program} has neither JupyterLab nor the classic Notebook.`
  return { ...base, status: 'missing', found: what, remedy: howToGetJupyter }
}

/** Whether Jupyter lists the kernel, so far as both are there. */
export function listedCheck(jupyter: Jupyter, isInstalled: boolean): Check {
  const base = { id: 'listed', title: '`jupyter kernelspec list`' } as const
  if (jupyter.kernelspecFolder !== undefined) {
    return { ...base, status: 'ok', needed: false, found: `has arlab in ${jupyter.kernelspecFolder}` }
  }
  if (!isInstalled) {
    return { ...base, status: 'missing', needed: false, found: 'has no arlab.', remedy: 'Run `arlab kernel install`.' }
  }
  return {
    ...base,
    status: 'broken',
    needed: true,
    found: 'has no arlab, though the kernel is installed: this Jupyter looks elsewhere.',
    remedy:
      'Run `jupyter --paths`, and install with `arlab kernel install --prefix DIR`, where DIR/share/jupyter is one of its data folders.',
  }
}

/** Whether VS Code can be started from here. It is not needed, and may be there without its command. */
export function codeCheck(program: string | undefined): Check {
  const base = { id: 'vs-code', title: 'VS Code', needed: false } as const
  if (program !== undefined) return { ...base, status: 'ok', found: program }
  return {
    ...base,
    status: 'missing',
    found: 'no `code` is on the PATH.',
    remedy: 'Only if you want it: get it from https://code.visualstudio.com, with its Jupyter extension.',
  }
}
