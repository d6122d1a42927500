/** A path out of a link with its `%20`s resolved; as it stands if they make no text. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** A path, its steps apart by `/`, as it stands in a link: what a name holds means nothing else there. */
export function encodedPath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
