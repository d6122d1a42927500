import { nearest } from '../../document/did-you-mean.js'
import { InputError } from '../../document/input-error.js'
import { shortText } from '../../document/visible-text.js'
import { hasTag } from '../cell-tag.js'
import type { Cell, Notebook } from '../notebook-file.js'
import { declaredParameters, parametersCell } from './declared-parameters.js'
import { listParameters, literal, type Parameter } from './parameter.js'
import { readParameter } from './read-parameter.js'

/** The tag of the cell that gives the parameters of a run, as papermill calls it. */
const injectedTag = 'injected-parameters'

/**
 * The notebook with a cell after the one tagged `parameters` that declares the given parameters anew, with values read by
 * the kinds of their defaults; tslab lets a later cell declare a name again. The cell takes the place of that of an
 * earlier run. An InputError lists the known parameters if a name is not one of them, and says which value is of another
 * kind. Without parameters the notebook stays as it is.
 */
export function withParameters(notebook: Notebook, given: Readonly<Record<string, string>>, file: string): Notebook {
  if (Object.keys(given).length === 0) return notebook
  const place = parametersCell(notebook, file)
  if (place < 0) {
    throw new InputError(
      `${file}: the notebook has no parameters; tag the cell that declares them "parameters", or leave out -p.`,
    )
  }
  const declared = declaredParameters(notebook, file)
  const lines = Object.entries(given).map(([name, text]) => declarationOf(name, text, declared, file))
  const injected: Cell = {
    ...(hasIds(notebook) ? { id: injectedTag } : {}),
    cell_type: 'code',
    metadata: { tags: [injectedTag] },
    source: ['// The parameters of this run.', ...lines].join('\n'),
    outputs: [],
    execution_count: null,
  }
  const kept = (cells: readonly Cell[]) => cells.filter((cell) => !hasTag(cell, injectedTag))
  const cells = [...kept(notebook.cells.slice(0, place + 1)), injected, ...kept(notebook.cells.slice(place + 1))]
  return { ...notebook, cells }
}

/** Cells have ids from nbformat 4.5 on. */
function hasIds({ nbformat_minor }: Notebook): boolean {
  return nbformat_minor >= 5
}

function declarationOf(name: string, text: string, declared: readonly Parameter[], file: string): string {
  const parameter = declared.find((known) => known.name === name)
  if (!parameter) {
    const near = nearest(
      name,
      declared.map((known) => known.name),
    )
    const meant = near === null ? '' : ` Did you mean "${near}"?`
    const known =
      declared.length === 0
        ? 'The cell tagged "parameters" declares none.'
        : `The notebook has ${listParameters(declared)}.`
    throw new InputError(`${file}: the notebook has no parameter "${shortText(name)}".${meant} ${known}`)
  }
  const value = readParameter(text, parameter)
  if (value === undefined) {
    throw new InputError(
      `${file}: -p ${name}=${shortText(text)}: ${name} takes ${valueText(parameter)}. The notebook has ${listParameters(declared)}.`,
    )
  }
  return `${parameter.declaration} = ${literal(value)}`
}

function valueText({ kind, list }: Parameter): string {
  const one = { number: 'a number', text: 'a text', boolean: 'true or false' }[kind]
  if (!list) return one
  return `a list with commas between, each ${one}`
}
