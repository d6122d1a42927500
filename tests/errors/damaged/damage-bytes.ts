import type { PRNG } from 'seedrandom'
import { pick } from './damage-table.js'

const below = (random: PRNG, count: number) => Math.floor(random() * count)

function spliced(bytes: Buffer, at: number, removed: number, added: Buffer | string): Buffer {
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(added), bytes.subarray(at + removed)])
}

/** Ways to damage a file's bytes, whatever they mean. */
export const byteDamages: Readonly<Record<string, (bytes: Buffer, random: PRNG) => Buffer>> = {
  'cut off': (bytes, random) => bytes.subarray(0, below(random, bytes.length)),
  'cut off early': (bytes, random) => bytes.subarray(0, below(random, Math.min(200, bytes.length))),
  'the beginning lost': (bytes, random) => bytes.subarray(1 + below(random, bytes.length - 1)),
  'bytes flipped': (bytes, random) => {
    const copy = Buffer.from(bytes)
    for (let count = 1 + below(random, 8); count > 0; count--) copy[below(random, copy.length)] = below(random, 256)
    return copy
  },
  'a bit flipped': (bytes, random) => {
    const copy = Buffer.from(bytes)
    const at = below(random, copy.length)
    copy[at] = copy[at]! ^ (1 << below(random, 8))
    return copy
  },
  'a bit of the header flipped': (bytes, random) => {
    const copy = Buffer.from(bytes)
    const at = below(random, Math.min(60, copy.length))
    copy[at] = copy[at]! ^ (1 << below(random, 8))
    return copy
  },
  'a stretch lost': (bytes, random) => spliced(bytes, below(random, bytes.length), 1 + below(random, 300), ''),
  'a stretch twice': (bytes, random) => {
    const at = below(random, bytes.length)
    return spliced(bytes, at, 0, bytes.subarray(at, at + 1 + below(random, 300)))
  },
  'a stretch overwritten': (bytes, random) => {
    const length = Math.min(1 + below(random, 64), bytes.length)
    const noise = Buffer.from(Array.from({ length }, () => below(random, 256)))
    return spliced(bytes, below(random, bytes.length - length + 1), length, noise)
  },
  'NUL bytes': (bytes, random) => {
    let damaged = bytes
    for (let count = 1 + below(random, 4); count > 0; count--) {
      damaged = spliced(damaged, below(random, damaged.length), below(random, 2), Buffer.alloc(1 + below(random, 3)))
    }
    return damaged
  },
  'zeros at the end': (bytes) => Buffer.concat([bytes, Buffer.alloc(4096)]),
  'quotes put in': (bytes, random) => {
    let damaged = bytes
    for (let count = 1 + below(random, 3); count > 0; count--) {
      damaged = spliced(damaged, below(random, damaged.length), 0, pick(random, ['"', '""', '","', '"\n']))
    }
    return damaged
  },
  'line ends put in': (bytes, random) => {
    let damaged = bytes
    for (let count = 1 + below(random, 4); count > 0; count--) {
      damaged = spliced(damaged, below(random, damaged.length), 0, pick(random, ['\n', '\r', '\r\n', '\n\n', '\u2028']))
    }
    return damaged
  },
  'delimiters put in': (bytes, random) =>
    spliced(bytes, below(random, bytes.length), 0, pick(random, [',', ',,,', ';', '\t', '|'])),
  'bytes of Latin-1': (bytes, random) => {
    let damaged = bytes
    for (let count = 1 + below(random, 4); count > 0; count--) {
      damaged = spliced(
        damaged,
        below(random, damaged.length),
        0,
        Buffer.from(pick(random, ['é', 'ü', 'Ö', 'Ã©']), 'latin1'),
      )
    }
    return damaged
  },
  'marks of Unicode put in': (bytes, random) =>
    spliced(bytes, below(random, bytes.length), 0, pick(random, ['\uFEFF', '\u202E', '\u0085', '\u00a0', '\u3000'])),
  'the file twice': (bytes) => Buffer.concat([bytes, bytes]),
  'mixed line ends': (bytes, random) => {
    const text = bytes.toString('latin1').replace(/\n/g, () => pick(random, ['\n', '\r\n', '\r']))
    return Buffer.from(text, 'latin1')
  },
  'no line ends': (bytes) => Buffer.from(bytes.filter((byte) => byte !== 10)),
  'another file altogether': (_, random) =>
    pick(random, [
      Buffer.from('<html><body>Session expired</body></html>\n'),
      Buffer.from('%PDF-1.7\n%âãÏÓ\n'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]),
      Buffer.alloc(0),
      Buffer.from('\n\n\n\n'),
      Buffer.from(','.repeat(1000)),
      Buffer.from('"'.repeat(1001)),
      Buffer.from('{"error":{"code":401}}'),
      Buffer.from('[[[[[[[['),
      Buffer.from(Array.from({ length: 2000 }, () => Math.floor(random() * 256))),
    ]),
}

/** Changes of a CSV file that change nothing of what it says: the ledger must be the same. */
export const harmlessChanges: Readonly<Record<string, (bytes: Buffer, random: PRNG) => Buffer>> = {
  'CRLF as line ends': (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r\n')),
  'CR as line ends': (bytes) => Buffer.from(bytes.toString('utf8').replaceAll('\n', '\r')),
  'a byte order mark': (bytes) => Buffer.concat([Buffer.from('\uFEFF'), bytes]),
  'blank lines at the end': (bytes) => Buffer.concat([bytes, Buffer.from('\n\n\n')]),
  'blank lines in between': (bytes, random) =>
    Buffer.from(bytes.toString('utf8').replace(/\n/g, () => (random() < 0.1 ? '\n\n' : '\n'))),
  'no line end at the end': (bytes) => bytes.subarray(0, bytes.length - 1),
}
