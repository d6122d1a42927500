import { endWithOwner } from './end-with-owner.js'
import { forwardImports } from './forward-imports.js'
import { forwardRequires } from './forward-requires.js'
import { markUncaught } from './mark-uncaught.js'
import { nameCellLines } from './name-cell-lines.js'
import { queueSends } from './queue-sends.js'
import { spellOutShorthand } from './spell-out-shorthand.js'
import { takeOneRequestATurn } from './take-one-request-a-turn.js'
import { loadTslab } from './tslab-parts.js'

/** What the launcher adds for a kernel that a program drives. */
export interface LauncherOptions {
  /** A text no cell can print by accident: written to stderr right before the trace of an error nobody caught. */
  readonly marker?: string
  /** The process whose end must end the kernel too, however it ends. */
  readonly owner?: number
}

/**
 * Makes this process a kernel, with what tslab 1.0.22 lacks; each file of this folder has one such thing and says why.
 * The launcher is a script that Jupyter or a client starts, and no `--import` of one, because cells' worker threads and
 * forked children would inherit that.
 */
export function startKernel(connectionFile: string, { marker, owner }: LauncherOptions): void {
  const tslab = loadTslab()
  queueSends(tslab.zeromq)
  takeOneRequestATurn(tslab.zeromq)
  forwardImports(tslab.compiler.sys)
  forwardRequires()
  nameCellLines(tslab)
  spellOutShorthand(tslab)
  if (marker !== undefined) markUncaught(marker)
  if (owner !== undefined) endWithOwner(owner)
  tslab.start(connectionFile)
}
