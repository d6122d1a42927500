/** The words of a text: runs of letters and digits, in one case and one way of writing. */
const word = /[\p{L}\p{M}\p{N}]+/gu

interface Branch {
  readonly next: Map<string, Branch>
  /** What takes the place of the name that ends here. */
  replacement?: string
}

/**
 * Finds names in texts, word by word: letter case, spaces and punctuation between the words do not matter, but parts of words
 * are not taken for names ("Art" is not in "Article"). Of names that begin at the same word the longest counts; of equal names
 * the first given.
 */
export class NameFinder {
  readonly #root: Branch = { next: new Map() }

  add(name: string, replacement: string): void {
    const words = wordsOf(name)
    if (words.length === 0) return
    let branch = this.#root
    for (const { text } of words) {
      let next = branch.next.get(text)
      if (!next) {
        next = { next: new Map() }
        branch.next.set(text, next)
      }
      branch = next
    }
    branch.replacement ??= replacement
  }

  /** The text with every name replaced. */
  replaceIn(text: string): string {
    const words = wordsOf(text)
    let result = ''
    let copied = 0
    for (let first = 0; first < words.length; first++) {
      const found = this.#nameAt(words, first)
      if (!found) continue
      result += text.slice(copied, words[first]!.start) + found.replacement
      copied = words[found.last]!.end
      first = found.last
    }
    return result + text.slice(copied)
  }

  #nameAt(words: readonly Word[], first: number): { replacement: string; last: number } | null {
    let found: { replacement: string; last: number } | null = null
    let branch: Branch | undefined = this.#root
    for (let index = first; index < words.length; index++) {
      branch = branch.next.get(words[index]!.text)
      if (!branch) break
      if (branch.replacement !== undefined) found = { replacement: branch.replacement, last: index }
    }
    return found
  }
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(word)].map((match) => ({
    text: match[0].normalize('NFKC').toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}
