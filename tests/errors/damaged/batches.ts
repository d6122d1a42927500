import { describe, expect, test } from 'vitest'
import { judgeMutation, type Verdict } from './judge-mutation.js'

const batch = 50

/**
 * Tests the mutations of a range of numbers, some at a time. A fault begins with the mutation's number;
 * `ARLAB_MUTATION=1234 npx vitest run tests/errors/damaged-ledger` runs that one alone.
 */
export function testMutations(from: number, to: number): void {
  const alone = process.env.ARLAB_MUTATION
  if (alone !== undefined) {
    const number = Number(alone)
    test.runIf(number >= from && number < to)(`mutation ${number}`, async () => {
      expect((await judgeMutation(number)).faults).toEqual([])
    })
    return
  }
  describe(`damaged ledgers ${from} to ${to - 1} end in a clean sentence, or add up`, () => {
    const verdicts: Verdict[] = []
    const starts = Array.from({ length: Math.ceil((to - from) / batch) }, (_, index) => from + index * batch)
    test.each(starts)('from %i on', { timeout: 1_200_000 }, async (start) => {
      const faults: string[] = []
      for (let number = start; number < Math.min(start + batch, to); number++) {
        const verdict = await judgeMutation(number)
        verdicts.push(verdict)
        faults.push(...verdict.faults)
      }
      expect(faults).toEqual([])
    })

    // Were all refused at the door, or none damaged at all, the tests above would prove nothing.
    test('many are accepted as they are, many with rejects, and many refused', () => {
      const share = (of: (verdict: Verdict) => boolean) => verdicts.filter(of).length / verdicts.length
      expect(verdicts.length).toBe(to - from)
      expect(share(({ outcome, rejects }) => outcome === 'accepted' && rejects === 0)).toBeGreaterThan(0.15)
      expect(share(({ rejects }) => rejects > 0)).toBeGreaterThan(0.25)
      expect(share(({ outcome }) => outcome === 'error')).toBeGreaterThan(0.1)
      expect(new Set(verdicts.map(({ kind }) => kind)).size).toBeGreaterThan(45)
      expect(new Set(verdicts.map(({ format }) => format)).size).toBe(10)
    })
  })
}
