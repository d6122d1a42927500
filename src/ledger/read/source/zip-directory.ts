import { inflateRawSync } from 'node:zlib'

/** A file inside a zip file, as the zip's directory declares it. */
export interface ZipEntry {
  readonly name: string
  readonly packedBytes: number
  readonly unpackedBytes: number
  /** Whether it is packed at all (by deflate), or stored as it is; null for other ways. */
  readonly isDeflated: boolean | null
  readonly headerOffset: number
}

/** The directory at the end of a zip file; null if it is damaged, cut off, or of a kind that workbooks never are. */
export function zipDirectory(zip: Buffer): readonly ZipEntry[] | null {
  const end = zip.lastIndexOf('PK\u0005\u0006', zip.length, 'latin1')
  if (end < 0 || end + 22 > zip.length) return null
  const count = zip.readUInt16LE(end + 10)
  let offset = zip.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  for (let entry = 0; entry < count; entry++) {
    if (offset + 46 > zip.length || zip.readUInt32LE(offset) !== 0x02014b50) return null
    const method = zip.readUInt16LE(offset + 10)
    const nameLength = zip.readUInt16LE(offset + 28)
    entries.push({
      name: zip.toString('utf8', offset + 46, offset + 46 + nameLength),
      packedBytes: zip.readUInt32LE(offset + 20),
      unpackedBytes: zip.readUInt32LE(offset + 24),
      isDeflated: method === 8 ? true : method === 0 ? false : null,
      headerOffset: zip.readUInt32LE(offset + 42),
    })
    offset += 46 + nameLength + zip.readUInt16LE(offset + 30) + zip.readUInt16LE(offset + 32)
  }
  return entries
}

/** Whether an entry unpacks to what the directory declares and no more; made-up sizes are how zip bombs hide. */
export function keepsItsWord(zip: Buffer, entry: ZipEntry): boolean {
  if (entry.isDeflated === null || entry.headerOffset + 30 > zip.length) return false
  const start =
    entry.headerOffset + 30 + zip.readUInt16LE(entry.headerOffset + 26) + zip.readUInt16LE(entry.headerOffset + 28)
  const packed = zip.subarray(start, start + entry.packedBytes)
  if (packed.length < entry.packedBytes) return false
  if (!entry.isDeflated) return entry.packedBytes === entry.unpackedBytes
  try {
    const bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.unpackedBytes) })
    return bytes.length === entry.unpackedBytes
  } catch {
    return false
  }
}
