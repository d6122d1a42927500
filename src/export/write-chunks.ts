import { open } from 'node:fs/promises'

/** Writes pieces of text into a file one after the other, as UTF-8, and gives its size in bytes. */
export async function writeChunks(file: string, chunks: Iterable<string>): Promise<number> {
  const handle = await open(file, 'w')
  let bytes = 0
  try {
    for (const chunk of chunks) {
      const buffer = Buffer.from(chunk, 'utf8')
      bytes += buffer.length
      await handle.writeFile(buffer)
    }
  } finally {
    await handle.close()
  }
  return bytes
}
