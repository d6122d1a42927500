/** One thing that the doctor looked at. Texts are whole sentences for a reader who is no programmer. */
export interface Check {
  readonly id: string
  /** What was looked at: `Node.js`, `the kernel's installation`. */
  readonly title: string
  /** `missing`: not there, and to be had. `broken`: there, and does not work. */
  readonly status: 'ok' | 'missing' | 'broken'
  /** Whether it must be mended: what is broken, and what running notebooks needs. The rest is a matter of taste. */
  readonly needed: boolean
  readonly found: string
  /** What to do; where all is well, there is none. */
  readonly remedy?: string
}
