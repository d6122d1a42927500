import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a kernel listens and the key that signs its messages, in the names of Jupyter's connection file. */
export interface Connection {
  readonly transport: 'tcp'
  readonly ip: '127.0.0.1'
  readonly signature_scheme: 'hmac-sha256'
  readonly key: string
  readonly shell_port: number
  readonly iopub_port: number
  readonly control_port: number
  readonly stdin_port: number
  readonly hb_port: number
}

/** A connection on five free ports of the loopback interface. Another process may take one before the kernel does. */
export async function newConnection(): Promise<Connection> {
  const [shell, iopub, control, stdin, heartbeat] = await freePorts(5)
  return {
    transport: 'tcp',
    ip: '127.0.0.1',
    signature_scheme: 'hmac-sha256',
    key: randomBytes(32).toString('hex'),
    shell_port: shell!,
    iopub_port: iopub!,
    control_port: control!,
    stdin_port: stdin!,
    hb_port: heartbeat!,
  }
}

/** A connection file, and how to remove it once the kernel has read it. */
export interface ConnectionFile {
  readonly path: string
  remove(): Promise<void>
}

/** Writes what a kernel reads at its start, the key among it, into a folder of its own that only this user can read. */
export async function writeConnectionFile(connection: Connection): Promise<ConnectionFile> {
  const folder = await mkdtemp(join(tmpdir(), 'arlab-kernel-'))
  const path = join(folder, 'connection.json')
  await writeFile(path, JSON.stringify(connection), { mode: 0o600 })
  return { path, remove: () => rm(folder, { recursive: true, force: true }) }
}

// All are held until the last is known, or the system may hand out one port twice.
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listen))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

function listen(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => resolve(server))
  })
}
