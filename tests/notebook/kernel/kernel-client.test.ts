import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../../src/notebook/kernel/connection.js'
import { type Kernel, startKernel } from '../../../src/notebook/kernel/kernel-client.js'
import type { Message } from '../../../src/notebook/kernel/wire.js'

let taken: Server | undefined
let connections = 0

// The first connection names a port that another program takes before the kernel does.
vi.mock('../../../src/notebook/kernel/connection.js', async (original) => {
  const actual = await original<typeof import('../../../src/notebook/kernel/connection.js')>()
  return {
    ...actual,
    async newConnection(): Promise<Connection> {
      const connection = await actual.newConnection()
      if (connections++ === 0) {
        const server = createServer()
        await new Promise<void>((resolve) => server.listen(connection.shell_port, '127.0.0.1', resolve))
        taken = server
      }
      return connection
    },
  }
})

let kernel: Kernel | undefined
afterAll(async () => {
  await kernel?.kill()
  taken?.close()
})

describe('startKernel', () => {
  it('chooses other ports when one was taken in the meantime', async () => {
    kernel = await startKernel({ workingDirectory: tmpdir(), marker: 'secret\n' })
    expect(connections).toBe(2)
    const outputs: Message[] = []
    expect(await kernel.execute('6 * 7', (output) => outputs.push(output))).toBe('ok')
    expect(outputs.map((output) => output.content)).toEqual([{ name: 'stdout', text: '42\n' }])
  })

  // Without the launcher's care about one case in six comes too late: all 60 in time would be a chance of 1 in 50,000.
  it('hands over an unhandled rejection before the cell is over, each time', async () => {
    const late: number[] = []
    for (let round = 0; round < 60; round++) {
      const texts: unknown[] = []
      await kernel!.execute('void Promise.reject(new Error("no"))', (output) => texts.push(output.content.text))
      if (texts.length !== 2 || texts[0] !== 'secret\n') late.push(round)
    }
    expect(late).toEqual([])
  })

  it('ends the kernel in peace when it is closed', async () => {
    const closing = kernel!.close()
    expect(await kernel!.ended).toBe('ended with exit code 0')
    await closing
  })
})
