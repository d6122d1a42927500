/** Breaks text at its spaces into lines of at most `width` characters; a longer word is cut. Always at least one line. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).flatMap((whole) => cutWord(whole, width))) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

function cutWord(word: string, width: number): string[] {
  const characters = [...word]
  const pieces: string[] = []
  for (let start = 0; start < characters.length; start += width)
    pieces.push(characters.slice(start, start + width).join(''))
  return pieces
}
