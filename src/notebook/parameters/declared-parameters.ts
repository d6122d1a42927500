import type ts from 'typescript'
import { firstLine } from '../../document/first-line.js'
import { InputError } from '../../document/input-error.js'
import { shortText } from '../../document/visible-text.js'
import { hasTag, parametersTag } from '../cell-tag.js'
import type { Notebook } from '../notebook-file.js'
import { kernelTypeScript } from '../typescript.js'
import type { Parameter, ParameterValue, Scalar, ScalarKind } from './parameter.js'

/** The place of the cell tagged `parameters` among all cells; -1 if there is none. An InputError refuses a second one. */
export function parametersCell({ cells }: Notebook, file: string): number {
  const places = cells.flatMap((cell, index) =>
    cell.cell_type === 'code' && hasTag(cell, parametersTag) ? [index] : [],
  )
  if (places.length > 1) {
    throw new InputError(
      `${file}: cells ${places.map((place) => place + 1).join(' and ')} are both tagged "parameters"; leave the tag on one.`,
    )
  }
  return places[0] ?? -1
}

/**
 * The parameters of a notebook with their kinds and defaults, in the order of their declaration; empty if no cell is
 * tagged `parameters`. An InputError says which line of that cell is more than a declaration of a literal.
 */
export function declaredParameters(notebook: Notebook, file: string): Parameter[] {
  const place = parametersCell(notebook, file)
  if (place < 0) return []
  const { source } = notebook.cells[place]!
  const typescript = kernelTypeScript()
  const refuse = (position: number, reason: string): never => {
    const line = source.slice(0, position).split('\n').length
    throw new InputError(`${file}: line ${line} of the cell tagged "parameters" ${reason}.`)
  }
  const [complaint] = typescript.transpileModule(source, { reportDiagnostics: true }).diagnostics ?? []
  if (complaint) {
    const message = typescript.flattenDiagnosticMessageText(complaint.messageText, ' ')
    refuse(complaint.start ?? 0, `cannot be read: ${message.replace(/\.$/, '')}`)
  }
  const parsed = typescript.createSourceFile('parameters.ts', source, typescript.ScriptTarget.ES2022, true)
  const parameters = parsed.statements.flatMap((statement) => {
    if (!typescript.isVariableStatement(statement)) {
      const text = shortText(firstLine(statement.getText()))
      return refuse(statement.getStart(), `is no declaration: ${text}; put it into another cell`)
    }
    return statement.declarationList.declarations.map((declaration) => readDeclaration(typescript, declaration, refuse))
  })
  return parameters
}

type Refuse = (position: number, reason: string) => never

function readDeclaration(typescript: typeof ts, declaration: ts.VariableDeclaration, refuse: Refuse): Parameter {
  const at = declaration.getStart()
  const { name, type, initializer } = declaration
  if (!typescript.isIdentifier(name)) return refuse(at, 'takes a value apart; declare each parameter by its name')
  const what = `gives ${name.text} no literal`
  const help = 'a number, a text in quotes, true or false, or a list of these'
  if (initializer === undefined) return refuse(at, `gives ${name.text} no value; write ${help}`)
  const value = readLiteral(typescript, bare(typescript, initializer))
  if (value === undefined) return refuse(at, `${what}; write ${help}`)
  const keyword = declaration.parent.getFirstToken()!.getText()
  if (!Array.isArray(value)) {
    const kind = kindOf(value as Scalar)
    const annotation = type === undefined ? '' : `: ${type.getText()}`
    return { name: name.text, kind, list: false, default: value, declaration: `${keyword} ${name.text}${annotation}` }
  }
  const kinds = new Set((value as Scalar[]).map(kindOf))
  if (kinds.size > 1)
    return refuse(at, `mixes ${[...kinds].join(' and ')} in the list ${name.text}; write values of one kind`)
  const written = type ?? writtenType(typescript, initializer)
  const kind = [...kinds][0] ?? elementKind(written?.getText())
  const annotation = `: ${type?.getText() ?? `${typeNames[kind]}[]`}`
  return { name: name.text, kind, list: true, default: value, declaration: `${keyword} ${name.text}${annotation}` }
}

const typeNames: Readonly<Record<ScalarKind, string>> = { number: 'number', text: 'string', boolean: 'boolean' }

/** What an empty list holds, by its type; texts if that does not say. */
function elementKind(type = ''): ScalarKind {
  if (/\bnumber\b/.test(type)) return 'number'
  return /\bboolean\b/.test(type) ? 'boolean' : 'text'
}

function kindOf(value: Scalar): ScalarKind {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'text'
}

/** An expression without what only tells its type. */
function bare(typescript: typeof ts, expression: ts.Expression): ts.Expression {
  return isTyped(typescript, expression) || typescript.isParenthesizedExpression(expression)
    ? bare(typescript, expression.expression)
    : expression
}

function writtenType(typescript: typeof ts, expression: ts.Expression): ts.TypeNode | undefined {
  return isTyped(typescript, expression) ? expression.type : undefined
}

function isTyped(
  typescript: typeof ts,
  expression: ts.Expression,
): expression is ts.AsExpression | ts.SatisfiesExpression {
  return typescript.isAsExpression(expression) || typescript.isSatisfiesExpression(expression)
}

/** The value of a literal or of a list of literals; undefined for anything else. */
function readLiteral(typescript: typeof ts, node: ts.Expression): ParameterValue | undefined {
  if (!typescript.isArrayLiteralExpression(node)) return readScalar(typescript, node)
  const values = node.elements.map((element) => readScalar(typescript, bare(typescript, element)))
  return values.every((value) => value !== undefined) ? values : undefined
}

function readScalar(typescript: typeof ts, node: ts.Expression): Scalar | undefined {
  if (typescript.isNumericLiteral(node)) return finite(node)
  if (typescript.isStringLiteralLike(node)) return node.text
  if (node.kind === typescript.SyntaxKind.TrueKeyword) return true
  if (node.kind === typescript.SyntaxKind.FalseKeyword) return false
  if (!typescript.isPrefixUnaryExpression(node) || !typescript.isNumericLiteral(node.operand)) return undefined
  const value = finite(node.operand)
  if (node.operator === typescript.SyntaxKind.MinusToken) return value === undefined ? undefined : -value
  return node.operator === typescript.SyntaxKind.PlusToken ? value : undefined
}

/** 1e999 is no number that could be written again. */
function finite({ text }: ts.NumericLiteral): number | undefined {
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
