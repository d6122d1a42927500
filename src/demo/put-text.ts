/**
 * Puts text as UTF-8 into bytes at a place, and returns how many bytes it took; there must be three for each of its
 * characters. For short ASCII lines, which a ledger is made of, it takes a third of the time of `Buffer.write`.
 */
export function putText(bytes: Buffer, at: number, text: string): number {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) return bytes.write(text, at)
    bytes[at + index] = code
  }
  return text.length
}
