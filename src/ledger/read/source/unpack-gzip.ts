import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { InputError } from '../../../document/input-error.js'

/** Ordinary tables shrink 3 to 50 times; a file that grows this much was made to fill a disk. */
const suspiciousRatio = 1000
const defaultMaximum = 64 * 2 ** 30

/** The most bytes that a compressed file may unpack to: an option, else the environment's limit, else 64 GiB. */
export function maximumUnpackedBytes(option: number | undefined): number {
  if (option !== undefined) return option
  const limit = process.env.ARLAB_MAX_UNPACKED_BYTES
  if (limit === undefined || limit === '') return defaultMaximum
  if (!/^[1-9]\d{0,15}$/.test(limit)) {
    throw new InputError(`ARLAB_MAX_UNPACKED_BYTES: "${limit}" is not a whole number of bytes above 0.`)
  }
  return Number(limit)
}

/** Unpacks a gzip file of one or more members. An InputError says if it is damaged, cut off or suspiciously large. */
export async function unpackGzip(
  name: string,
  from: string,
  to: string,
  maximum: number,
  unsuspiciousBytes = 2 ** 30,
): Promise<void> {
  const gunzip = createGunzip()
  let bytes = 0
  const watch = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length
      if (bytes > maximum) {
        throw new InputError(
          `${name}: the file unpacks to more than ${maximum} bytes; if that is right, raise ARLAB_MAX_UNPACKED_BYTES.`,
        )
      }
      if (bytes > unsuspiciousBytes && bytes > suspiciousRatio * gunzip.bytesWritten) {
        throw new InputError(
          `${name}: the file unpacks to more than ${suspiciousRatio} times its size, as no table does; unpack it by hand if it is sound.`,
        )
      }
      yield chunk
    }
  }
  try {
    await pipeline(createReadStream(from), gunzip, watch, createWriteStream(to, { mode: 0o600 }))
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${name}: ${unpackingFault(error as NodeJS.ErrnoException)}`)
  }
}

function unpackingFault(error: NodeJS.ErrnoException): string {
  if (error.code === 'Z_BUF_ERROR') return 'the gzip file is cut off; copy or export it once more.'
  if (error.code?.startsWith('Z_')) return 'the gzip file is damaged; copy or export it once more.'
  if (error.code === 'ENOSPC')
    return 'the disk has no room to unpack the file; make room, or set TMPDIR to another disk.'
  return `the file cannot be unpacked: ${error.message}.`
}
