import type { DisplayBundle } from '../display/display-bundle.js'
import type { Message } from '../kernel/wire.js'
import type { Output } from '../notebook-file.js'
import { uncaughtPrefix } from '../tslab.js'

/** What a cell sent, in order. `uncaught` is the trace of an error that nobody caught. */
export type CellEvent =
  | { readonly kind: 'stream'; readonly name: string; readonly text: string }
  | { readonly kind: 'uncaught'; readonly trace: string }
  | { readonly kind: 'display' | 'update'; readonly bundle: DisplayBundle; readonly displayId?: string }
  | { readonly kind: 'result'; readonly bundle: DisplayBundle; readonly count: number | null }

/**
 * Reads a cell's messages. `marker` is the text that the launcher writes before the trace of an uncaught error: the
 * stderr message after it is that trace, and no `console.error` of a cell can be mistaken for one.
 */
export function cellEvents(messages: readonly Message[], marker: string): CellEvent[] {
  const events: CellEvent[] = []
  let marked = false
  for (const message of messages) {
    const event = readEvent(message)
    if (!event) continue
    if (event.kind !== 'stream' || event.name !== 'stderr') events.push(event)
    else if (event.text === marker) marked = true
    else if (marked) {
      marked = false
      events.push({ kind: 'uncaught', trace: event.text.replace(uncaughtPrefix, '') })
    } else events.push(event)
  }
  return events
}

function readEvent({ header, content }: Message): CellEvent | null {
  switch (header.msg_type) {
    case 'stream':
      return { kind: 'stream', name: String(content.name), text: String(content.text) }
    case 'execute_result':
      return {
        kind: 'result',
        bundle: readBundle(content),
        count: (content.execution_count as number | undefined) ?? null,
      }
    case 'display_data':
    case 'update_display_data': {
      const kind = header.msg_type === 'display_data' ? 'display' : 'update'
      const displayId = (content.transient as { display_id?: string } | undefined)?.display_id
      return { kind, bundle: readBundle(content), ...(displayId === undefined ? {} : { displayId }) }
    }
    default:
      return null
  }
}

function readBundle(content: Message['content']): DisplayBundle {
  return { data: content.data ?? {}, metadata: content.metadata ?? {} } as DisplayBundle
}

/**
 * The outputs of all cells, each a list of events, as a notebook stores them. Between two displays all that a stream
 * printed is one output. An update replaces what was displayed under the same id, in whichever cell. Ids, which are
 * random, are not stored.
 */
export function cellOutputs(cells: readonly (readonly CellEvent[])[]): Output[][] {
  const displays = new Map<string, { cell: Output[]; index: number }>()
  const outputs: Output[][] = []
  for (const events of cells) {
    const cell: Output[] = []
    outputs.push(cell)
    for (const event of events) {
      switch (event.kind) {
        case 'stream':
          appendText(cell, event.name, event.text)
          break
        case 'uncaught':
          appendText(cell, 'stderr', event.trace)
          break
        case 'result':
          cell.push({ output_type: 'execute_result', execution_count: event.count, ...event.bundle })
          break
        case 'display':
          if (event.displayId !== undefined) displays.set(event.displayId, { cell, index: cell.length })
          cell.push({ output_type: 'display_data', ...event.bundle })
          break
        case 'update': {
          const place = displays.get(event.displayId ?? '')
          if (place) place.cell[place.index] = { output_type: 'display_data', ...event.bundle }
          break
        }
        default:
          event satisfies never
      }
    }
  }
  return outputs
}

/** Adds what a stream printed to outputs: to the last of the same stream since the last display, else as an output of its own. */
export function appendText(outputs: Output[], name: string, text: string): void {
  for (let index = outputs.length - 1; index >= 0; index--) {
    const output = outputs[index]!
    if (output.output_type !== 'stream') break
    if (output.name !== name) continue
    outputs[index] = { ...output, text: output.text + text }
    return
  }
  outputs.push({ output_type: 'stream', name, text })
}
