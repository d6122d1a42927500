import type { CompilerNode, Position, Tslab } from './tslab-parts.js'

/** A text put into a source. */
interface Insertion {
  /** Of the source as the author wrote it, from 0. */
  readonly offset: number
  readonly line: number
  readonly character: number
  readonly text: string
}

/**
 * Lets a cell write `{ ledger }` where `ledger` is of an earlier cell. tslab makes `exports.ledger` of such a name wherever it stands
 * but in this shorthand, so that it would be undefined there; `{ ledger: ledger }` is the same and is read. What the compiler
 * complains of is told by the author's own columns.
 */
export function spellOutShorthand({ compiler, wrapConverter }: Tslab): void {
  const insertionsInto = (source: string): Insertion[] => {
    const file = compiler.createSourceFile('cell.ts', source, compiler.ScriptTarget.ES2022)
    const found: Insertion[] = []
    const visit = (node: CompilerNode): void => {
      if (compiler.isShorthandPropertyAssignment(node) && node.objectAssignmentInitializer === undefined) {
        const { line, character } = file.getLineAndCharacterOfPosition(node.name.end)
        found.push({ offset: node.name.end, line, character, text: `: ${node.name.text}` })
      }
      compiler.forEachChild(node, visit)
    }
    visit(file)
    return found
  }
  wrapConverter((converter) => {
    const { convert } = converter
    converter.convert = (previous, source) => {
      const insertions = insertionsInto(source)
      const converted = convert.call(converter, previous, inserted(source, insertions))
      if (insertions.length === 0) return converted
      const diagnostics = converted.diagnostics.map((own) =>
        own.fileName === undefined
          ? { ...own, start: asWritten(own.start, insertions), end: asWritten(own.end, insertions) }
          : own,
      )
      return { ...converted, diagnostics }
    }
  })
}

function inserted(source: string, insertions: readonly Insertion[]): string {
  let text = ''
  let from = 0
  for (const { offset, text: own } of insertions) {
    text += source.slice(from, offset) + own
    from = offset
  }
  return text + source.slice(from)
}

/** The place in the author's source for one in the source with insertions; one inside an insertion is at its beginning. */
function asWritten({ offset, line, character }: Position, insertions: readonly Insertion[]): Position {
  let [before, beforeOnLine] = [0, 0]
  for (const insertion of insertions) {
    const reached = offset - before
    if (reached <= insertion.offset) break
    const length = Math.min(insertion.text.length, reached - insertion.offset)
    before += length
    if (insertion.line === line) beforeOnLine += length
  }
  return { offset: offset - before, line, character: character - beforeOnLine }
}
