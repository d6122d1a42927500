import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { kpiCatalogue } from '../../src/kpi/catalogue.js'
import { kpiMarkdown } from '../../src/kpi/catalogue-markdown.js'

const page = fileURLToPath(new URL('../../docs/kpis.md', import.meta.url))

/** `npx vitest run tests/kpi/docs.test.ts -u` writes the page anew. */
test('docs/kpis.md is the catalogue', async () => {
  await expect(kpiMarkdown()).toMatchFileSnapshot(page)
})

test('the page has a row for every KPI', () => {
  const text = kpiMarkdown()
  for (const { id } of kpiCatalogue) expect(text).toContain(`\n| \`${id}\`<br>`)
})
