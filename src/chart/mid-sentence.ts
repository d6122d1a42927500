/** A name as it stands inside a sentence: `Bad debt to sales` is `bad debt to sales`, but `DSO` stays `DSO`. */
export function midSentence(name: string): string {
  return /^\p{Lu}(?:\p{Ll}|\s)/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name
}
