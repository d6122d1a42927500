/** A value that a parameter can have: it can be written as a literal. */
export type ParameterValue = Scalar | readonly Scalar[]
export type Scalar = number | string | boolean

/** What a parameter's values are. */
export type ScalarKind = 'number' | 'text' | 'boolean'

/** A parameter of a notebook, as its cell tagged `parameters` declares it. */
export interface Parameter {
  readonly name: string
  readonly kind: ScalarKind
  /** Whether it is a list of such values. */
  readonly list: boolean
  readonly default: ParameterValue
  /** The declaration up to its value, such as `let months: number`. */
  readonly declaration: string
}

/** A parameter's kind in words: `number`, `list of texts`. */
export function kindText({ kind, list }: Pick<Parameter, 'kind' | 'list'>): string {
  const one = kind === 'boolean' ? 'true or false' : kind
  if (!list) return one
  return kind === 'boolean' ? 'list of true or false' : `list of ${kind}s`
}

/** A parameter's value as a literal of TypeScript, which is JSON: whatever text it holds, it never becomes code. */
export function literal(value: ParameterValue): string {
  // The kernel's TypeScript lets these two end a line, and with it a text; JSON lets them stand.
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

/** `months (number, 12), learner (text, "Ana")`: parameters for a message. */
export function listParameters(parameters: readonly Parameter[]): string {
  return parameters
    .map((parameter) => `${parameter.name} (${kindText(parameter)}, ${literal(parameter.default)})`)
    .join(', ')
}
