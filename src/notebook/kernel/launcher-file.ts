import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The path of the script that starts a kernel: `node SCRIPT CONNECTION_FILE [OPTIONS]`, OPTIONS being the JSON of
 * LauncherOptions. It runs compiled; from TypeScript sources (in tests) it is the build's.
 */
export function launcherFile(): string {
  const beside = fileURLToPath(new URL('../launcher/main.js', import.meta.url))
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../../dist/notebook/launcher/main.js', import.meta.url))
}
