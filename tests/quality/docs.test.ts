import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rejectCodes } from '../../src/ledger/reject-code.js'
import { findingCatalogue } from '../../src/quality/catalogue.js'
import { catalogueMarkdown } from '../../src/quality/catalogue-markdown.js'

const page = fileURLToPath(new URL('../../docs/data-quality.md', import.meta.url))

/** `npx vitest run tests/quality/docs.test.ts -u` writes the page anew. */
test('docs/data-quality.md is the catalogue', async () => {
  await expect(catalogueMarkdown()).toMatchFileSnapshot(page)
})

test('the page has a row for every finding and every class of rejected rows', () => {
  const text = catalogueMarkdown()
  for (const code of [...findingCatalogue.map((entry) => entry.code), ...Object.keys(rejectCodes)]) {
    expect(text).toContain(`\n| \`${code}\` | `)
  }
})
