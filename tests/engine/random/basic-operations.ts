import { vi } from 'vitest'

/**
 * The functions of `Math` whose last bit the standard leaves to each JavaScript engine. All others are exact, or rounded as
 * IEEE 754 asks, which is the same on every machine.
 */
const approximate = [
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cbrt',
  'cos',
  'cosh',
  'exp',
  'expm1',
  'hypot',
  'log',
  'log10',
  'log1p',
  'log2',
  'pow',
  'sin',
  'sinh',
  'tan',
  'tanh',
] as const

/** Loads a module anew and uses it, while every approximate function throws. */
export async function withBasicOperationsAlone<T>(load: () => Promise<T>, use: (loaded: T) => void): Promise<void> {
  vi.resetModules()
  const spies = approximate.map((name) =>
    vi.spyOn(Math, name).mockImplementation(() => {
      throw new Error(`Math.${name} is not the same on every machine`)
    }),
  )
  try {
    use(await load())
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
