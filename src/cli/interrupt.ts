/** What an interrupted command leaves behind, in a sentence. */
let leaves = 'Interrupted; nothing half-written is left.'

/** Says what is left if the command is interrupted from here on. */
export function whenInterrupted(sentence: string): void {
  leaves = sentence
}

export function interruptSentence(): string {
  return leaves
}
