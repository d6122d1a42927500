/** A path as it is typed in a command that a message advises: in quotes where a shell would take it apart or change it. */
export function typedPath(path: string, platform = process.platform): string {
  // Or else it would be taken for an option.
  const place = path.startsWith('-') ? `./${path}` : path
  if (platform === 'win32') return /^[\p{L}\p{N}\\/.:_-]+$/u.test(place) ? place : `"${place}"`
  return /^[\p{L}\p{N}/.:_-]+$/u.test(place) ? place : `'${place.replaceAll("'", String.raw`'\''`)}'`
}
