/** A name as it stands inside a sentence: `Bad debt to sales` is `bad debt to sales`, but `DSO` stays `DSO`. */
export function midSentence(name: string): string {
  return /^\p{Lu}(?:\p{Ll}|\s)/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name
}

/** Text as it stands at the start of a sentence or alone: `past due` is `Past due`. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
