import type ts from 'typescript'
import { exerciseCatalogue } from '../lesson/exercise-catalogue.js'
import { solutionHeading } from '../lesson/solution-sheet.js'
import type { Notebook, Output } from '../notebook/notebook-file.js'
import { kernelTypeScript } from '../notebook/typescript.js'

/** The exercises whose solution a notebook asks for in its code, or shows in its outputs. */
export function shownSolutions({ cells }: Notebook): ReadonlySet<string> {
  const code = cells.filter(({ cell_type }) => cell_type === 'code')
  const called = code.flatMap(({ source }) => calledSolutions(source))
  const texts = code.flatMap(({ outputs = [] }) => outputs.map(outputText)).filter((text) => text !== '')
  const shown = exerciseCatalogue.filter((exercise) => {
    const heading = `${solutionHeading(exercise)}\n`
    return texts.some((text) => text.includes(heading))
  })
  return new Set([...called, ...shown.map(({ id }) => id)])
}

function outputText(output: Output): string {
  if (output.output_type === 'stream') return output.text
  const text = 'data' in output ? output.data['text/plain'] : undefined
  return typeof text === 'string' ? text : ''
}

/**
 * The ids that code passes to `solution` as they stand; code is read, not searched, for a comment may name it too. What is
 * nested too deep to be read stays unknown.
 */
function calledSolutions(source: string): string[] {
  // TypeScript is slow to load, and most notebooks never ask.
  if (!source.includes('solution')) return []
  const typescript = kernelTypeScript()
  const ids: string[] = []
  const visit = (node: ts.Node): void => {
    if (typescript.isCallExpression(node)) {
      const { expression, arguments: given } = node
      const name = typescript.isPropertyAccessExpression(expression) ? expression.name : expression
      const [id] = given
      if (typescript.isIdentifier(name) && name.text === 'solution' && id && typescript.isStringLiteralLike(id)) {
        ids.push(id.text.trim().toLowerCase())
      }
    }
    typescript.forEachChild(node, visit)
  }
  try {
    visit(typescript.createSourceFile('cell.ts', source, typescript.ScriptTarget.ES2022))
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return ids
}
