import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { root } from '../cli/run-arlab.js'

/**
 * Each error message has a reproducer in this folder: every text of three words or more that src puts into one stands in a
 * test beside this. A text counts if it is in an argument of an error's constructor or of a call that rejects a row, in a
 * property that says what is wrong with a value, or in a constant or a function of text that one of these names.
 */
const errors = /^(InputError|InvalidArgumentError|JsonRowFault)$/
const rejections =
  /(^|(?<!Math)\.|#)(reject|refuse|refuseHere|fault|addIssue|refine|int|number|min|max|byIdentifier|notRead|unpackingFault|whyUnreadable)$/
const properties = ['problem', 'reason', 'error', 'fault']
/** Folders in which a property `reason` is what a message says, and a plain Error is for the user. */
const reasons = /^src\/(ledger|money|document)\//
const plainErrors = /^src\/(demo|notebook)\//

/** What no input is known to bring about; each is there for what could come with another version of a library. */
const unreachable: Readonly<Record<string, string>> = {
  'the row cannot be read (': 'a kind of fault that DuckDB does not name today',
  ': the rows cannot be told apart; check the quotes and line ends of the file.':
    'the copy without what cannot be told apart fails too',
}

interface Message {
  readonly text: string
  readonly place: string
}

function messagesOf(file: string): Message[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const texts = new Map<ts.Node, Message>()
  const declared = declarations(source)
  const gather = (node: ts.Node): void => {
    if (ts.isCaseClause(node)) {
      node.statements.forEach(gather)
      return
    }
    if (isText(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      const text = node.text.trim()
      if (text.split(/\s+/).length >= 3) texts.set(node, { text, place: `${file}:${line + 1}` })
    }
    const meant = ts.isIdentifier(node) ? declared.get(node.text) : undefined
    if (meant) {
      declared.delete((node as ts.Identifier).text)
      gather(meant)
    }
    ts.forEachChild(node, gather)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node)) {
      const name = node.expression.getText()
      if (errors.test(name) || (name === 'Error' && plainErrors.test(file))) node.arguments?.forEach(gather)
    }
    if (ts.isCallExpression(node) && rejections.test(node.expression.getText())) node.arguments.forEach(gather)
    if (ts.isPropertyAssignment(node) && properties.includes(node.name.getText()) && reasons.test(file)) {
      gather(node.initializer)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return [...texts.values()]
}

/** Constants and functions by name, if they are of text. */
function declarations(source: ts.SourceFile): Map<string, ts.Node> {
  const found = new Map<string, ts.Node>()
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) && node.name && /string/.test(node.type?.getText() ?? '')) {
      found.set(node.name.text, node.body!)
    }
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      !hasCode(node.initializer)
    ) {
      found.set(node.name.text, node.initializer)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Whether something runs when the value is made: then its texts are not the value. */
function hasCode(node: ts.Node): boolean {
  return (
    ts.isAwaitExpression(node) ||
    ts.isCallExpression(node) ||
    (ts.forEachChild(node, (child) => hasCode(child) || undefined) ?? false)
  )
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return (
    ts.isStringLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  )
}

/** All texts of the tests of this folder, put together where they are added up. */
function reproduced(): string {
  const texts: string[] = []
  for (const name of readdirSync(join(root, 'tests/errors'))) {
    if (!name.endsWith('.test.ts') || name === 'every-message.test.ts') continue
    const source = ts.createSourceFile(
      name,
      readFileSync(join(root, 'tests/errors', name), 'utf8'),
      ts.ScriptTarget.Latest,
    )
    const visit = (node: ts.Node): void => {
      if (ts.isBinaryExpression(node) && isText(node.left) && isText(node.right))
        texts.push(node.left.text + node.right.text)
      if (isText(node)) texts.push(node.text)
      if (ts.isRegularExpressionLiteral(node)) texts.push(node.text.replaceAll('\\', ''))
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return texts.join('\n')
}

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name).replaceAll('\\', '/'))
const messages = files.flatMap(messagesOf)

test('each error message has a reproducer in tests/errors', () => {
  // Far fewer would mean that this test does not find them any more.
  expect(messages.length).toBeGreaterThan(300)
  const tests = reproduced()
  const without = messages.filter(({ text }) => !tests.includes(text) && !(text in unreachable))
  expect(without.map(({ place, text }) => `${place}: ${text}`)).toEqual([])
})

test('what counts as unreachable is a message still, and has no reproducer', () => {
  const tests = reproduced()
  for (const text of Object.keys(unreachable)) {
    expect(
      messages.some((message) => message.text === text),
      text,
    ).toBe(true)
    expect(tests.includes(text), text).toBe(false)
  }
})
