/** A path out of a link with its `%20`s resolved; as it stands if they make no text. */
export function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
