/**
 * The published generators written down in unbounded whole numbers, to check the 32-bit arithmetic of the engine.
 * sfc32: C. Doty-Humphrey, PractRand, `sfc32` (shifts 9, 3, rotation 21, counter). triple32: C. Wellons, "Prospecting
 * for hash functions", 2018 (shifts 17, 11, 15, 14).
 */

const size = 2n ** 32n
const word = (value: bigint) => ((value % size) + size) % size

export function plainTriple32(value: bigint): bigint {
  let x = word(value)
  x = word((x ^ (x / 2n ** 17n)) * 0xed5ad4bbn)
  x = word((x ^ (x / 2n ** 11n)) * 0xac4c1b51n)
  x = word((x ^ (x / 2n ** 15n)) * 0x31848babn)
  return x ^ (x / 2n ** 14n)
}

/** The words of sfc32 from its raw state, after `warmUp` words are thrown away. */
export function* plainSfc32(a: bigint, b: bigint, c: bigint, warmUp: number): Generator<bigint> {
  let counter = 1n
  for (let round = 0; ; round++) {
    const output = word(a + b + counter)
    const rotated = word(c * 2n ** 21n) + c / 2n ** 11n
    ;[a, b, c] = [b ^ (b / 2n ** 9n), word(c + c * 8n), word(rotated + output)]
    counter = word(counter + 1n)
    if (round >= warmUp) yield output
  }
}
