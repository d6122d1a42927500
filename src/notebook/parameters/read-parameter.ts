import type { Parameter, ParameterValue, Scalar, ScalarKind } from './parameter.js'

/**
 * A value from the command line, read by the kind of the parameter's default: a number as TypeScript writes it, a text as
 * it stands, `true` or `false`, or a list of these with commas between. Undefined if the text is none.
 */
export function readParameter(
  text: string,
  { kind, list }: Pick<Parameter, 'kind' | 'list'>,
): ParameterValue | undefined {
  if (!list) return readScalar(text, kind)
  const values = text.trim() === '' ? [] : text.split(',').map((part) => readScalar(part.trim(), kind))
  return values.every((value) => value !== undefined) ? values : undefined
}

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

function readScalar(text: string, kind: ScalarKind): Scalar | undefined {
  switch (kind) {
    case 'text':
      return text
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : undefined
    case 'number':
      return decimal.test(text.trim()) && Number.isFinite(Number(text)) ? Number(text) : undefined
    default:
      return kind satisfies never
  }
}
