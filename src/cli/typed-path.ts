/** A path as it is typed in a command that a message advises: in quotes where a shell would take it apart. */
export function typedPath(path: string): string {
  return /[\s'"`$&;|()<>*?]/.test(path) ? `"${path.replace(/["`$]/g, '\\$&')}"` : path
}
