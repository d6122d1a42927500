import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const tests = fileURLToPath(new URL('../../', import.meta.url))

/** Imports a TypeScript module of the tests, so that a benchmark measures the very thing that they hold. */
export async function fromTests(file) {
  const bundle = await rolldown({
    input: join(tests, file),
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
    logLevel: 'silent',
  })
  // Beside the sources, so that packages are found.
  const place = join(tests, `bench/engine/.${file.replaceAll('/', '-')}.${process.pid}.mjs`)
  try {
    await bundle.write({ file: place, format: 'esm' })
    return await import(pathToFileURL(place).href)
  } finally {
    rmSync(place, { force: true })
  }
}
