import { createRequire } from 'node:module'
import type typescript from 'typescript'
import { tslabModule } from './tslab.js'

/** The TypeScript with which the kernel reads cells. It is loaded when first asked for: it is large. */
export function kernelTypeScript(): typeof typescript {
  return createRequire(tslabModule())('@tslab/typescript-for-tslab') as typeof typescript
}
