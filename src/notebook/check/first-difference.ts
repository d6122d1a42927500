/** Where two values of JSON first differ: a path such as `data.values[3].dso`, and both values; undefined is a missing one. */
export interface JsonDifference {
  readonly path: string
  readonly saved: unknown
  readonly now: unknown
}

/** The first difference of two JSON values, keys in alphabetical order; undefined if they are the same. Numbers compare exactly. */
export function firstJsonDifference(saved: unknown, now: unknown, path = ''): JsonDifference | undefined {
  if (isObject(saved) && isObject(now) && Array.isArray(saved) === Array.isArray(now)) {
    const keys = [...new Set([...Object.keys(saved), ...Object.keys(now)])]
    // The places of a list keep their order.
    if (!Array.isArray(saved)) keys.sort()
    for (const key of keys) {
      const step = Array.isArray(saved) ? `[${key}]` : path === '' ? key : `.${key}`
      const difference = firstJsonDifference(own(saved, key), own(now, key), path + step)
      if (difference) return difference
    }
    return undefined
  }
  return Object.is(saved, now) ? undefined : { path, saved, now }
}

/** The first line that differs, from 1, with both texts of it; undefined if the texts are the same. A missing line is null. */
export interface LineDifference {
  readonly line: number
  readonly saved: string | null
  readonly now: string | null
}

export function firstLineDifference(saved: string, now: string): LineDifference | undefined {
  if (saved === now) return undefined
  const [savedLines, nowLines] = [saved.split('\n'), now.split('\n')]
  for (let index = 0; ; index++) {
    const [one, other] = [savedLines[index] ?? null, nowLines[index] ?? null]
    if (one !== other) return { line: index + 1, saved: one, now: other }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined
}
