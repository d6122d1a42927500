/** How traces name a cell: by the number that front ends show beside it. */
export function cellName(count: number): string {
  return `cell [${count}]`
}

/** How a stack frame names a line of a cell, or of a module beside the notebook. */
export function cellLineText(name: string, line: number): string {
  return `${name}, line ${line}`
}

/** Finds the first stack frame in a cell; its first group is the line. `count` as for cellName. */
export function cellLine(count: number): RegExp {
  return new RegExp(`\\n {4}at [^\\n]*?\\bcell \\[${count}\\], line (\\d+)`)
}
