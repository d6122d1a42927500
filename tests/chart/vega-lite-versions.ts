import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import { compile as compile6 } from 'vega-lite'
// The package's main file requires Vega 5, which is not here; its modules need none to compile.
import { compile as compile5 } from 'vega-lite-5/build/src/index.js'

const require = createRequire(import.meta.url)

function validatorOf(schemaFile: string): ValidateFunction {
  const ajv = new Ajv({ strict: false, allErrors: false })
  addFormats.default(ajv)
  // The schemas name a format that describes itself only.
  ajv.addFormat('color-hex', /^#([0-9a-f]{3}|[0-9a-f]{6})$/i)
  return ajv.compile(JSON.parse(readFileSync(require.resolve(schemaFile), 'utf8')))
}

/** Front ends draw with Vega-Lite 5 (JupyterLab) or 6 (our pages, VS Code); `valid` holds a specification against the schema. */
export const vegaLiteVersions = [
  { version: 5, valid: validatorOf('vega-lite-5/build/vega-lite-schema.json'), compile: compile5 },
  { version: 6, valid: validatorOf('vega-lite/vega-lite-schema.json'), compile: compile6 },
] as const
