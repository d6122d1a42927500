import { displayWriter } from '../tslab.js'
import type { DisplayBundle } from './display-bundle.js'

/**
 * Fetches where the running cell's output goes: in a tslab kernel a bundle, from which the front end picks the richest
 * form it can draw; anywhere else the plain text, on stdout.
 */
export function bundleWriter(): (bundle: DisplayBundle) => void {
  return displayWriter() ?? (({ data }) => process.stdout.write(`${String(data['text/plain'])}\n`))
}
