import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readBehavior } from '../../src/behavior/behavior.js'
import { fitBehavior } from '../../src/behavior/fit/fit-behavior.js'
import { InputError } from '../../src/document/input-error.js'
import { knownLedger } from './known-company.js'

const folder = mkdtempSync(join(tmpdir(), 'arlab-behavior-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fitted = fitBehavior(knownLedger('a file', 300, 200, 250))

/** A behaviour file as a person would write it. */
const written = `schema: arlab/behavior/1
currency: USD
writeOff: { daysPastDue: 120 }
segments:
  - name: all
    hazard:
      - { from: -30, daily: 0.01, provenance: stated }
      - { from: 0, daily: 0.2, provenance: stated }
      - { from: 10, daily: 0.05, provenance: stated }
    dispute: { probability: 0.1, meanDays: { value: 20, low: 10, high: 40, provenance: stated }, conceded: 0.3, creditedShare: 1 }
customers:
  - id: C1
    segment: all
    netDays: 30
    ordersPerDay: 0.5
    logAmountMean: 10
    logAmountDeviation: 1
`

function fileOf(text: string): string {
  const file = join(folder, 'behavior.yaml')
  writeFileSync(file, text)
  return file
}

/** The message about the written file with one text replaced by another, the file's name left out. */
function messageAbout(search: string, replacement: string): string {
  if (!written.includes(search)) throw new Error(`the written file has no "${search}"`)
  const file = fileOf(written.replace(search, replacement))
  try {
    readBehavior(file)
  } catch (error) {
    expect(error).toBeInstanceOf(InputError)
    const { message } = error as Error
    expect(message.startsWith(`${file}, `)).toBe(true)
    return message.slice(file.length + 2)
  }
  throw new Error('the file was accepted')
}

describe('a behaviour file', () => {
  it('holds a fitted behaviour to the last digit', () => {
    const file = join(folder, 'behavior.json')
    writeFileSync(file, JSON.stringify(fitted, null, 2))
    expect(readBehavior(file)).toEqual(fitted)
    expect(JSON.stringify(readBehavior(file))).toBe(JSON.stringify(JSON.parse(readFileSync(file, 'utf8'))))
  })

  it('can be written by hand; what is left out is 1, 0 or empty, and a bare number is stated and exactly known', () => {
    const behavior = readBehavior(fileOf(written))
    const stated = (value: number) => ({ value, provenance: 'stated' })
    expect(behavior.customers[0]).toMatchObject({ id: 'C1', multiplier: stated(1), attributes: {} })
    expect(behavior.writeOff.daysPastDue).toEqual(stated(120))
    expect(behavior.orders.season).toEqual(new Array(12).fill(stated(0)))
    expect(behavior.segments[0]!.defaultsPerYear).toEqual(stated(0))
    expect(behavior.segments[0]!.dispute.meanDays).toEqual({ value: 20, low: 10, high: 40, provenance: 'stated' })
  })

  // One reproducer for each message: what is written wrong, and what is said about it.
  it.each([
    ['netDays: 30', 'netdays: 30', 14, 5, /^"netdays" is not a key .* Did you mean "netDays"\?$/],
    ['netDays: 30', 'netDays: 400', 14, 5, /^"customers\.0\.netDays" is wrong: .*365/],
    ['netDays: 30', 'netDays: 30.5', 14, 5, /^"customers\.0\.netDays" is wrong: .*(whole number|int)/],
    ['ordersPerDay: 0.5', 'ordersPerDay: -1', 15, 5, /^"customers\.0\.ordersPerDay" is wrong: .*0/],
    ['probability: 0.1', 'probability: 1.1', 10, 16, /^"segments\.0\.dispute\.probability" is wrong: .*1/],
    ['value: 20, low', 'value: 20, lo', 10, 57, /^"lo" is not a key .* Did you mean "low"\?$/],
    [
      'low: 10, high: 40',
      'low: 40, high: 10',
      10,
      34,
      /^"segments\.0\.dispute\.meanDays" is wrong: low must not be above high/,
    ],
    [
      'low: 10, high: 40',
      'low: 10',
      10,
      34,
      /^"segments\.0\.dispute\.meanDays" is wrong: low and high belong together/,
    ],
    ['daily: 0.2', 'daily: 2', 8, 20, /^"segments\.0\.hazard\.1\.daily" is wrong: .*1/],
    ['from: 10,', 'from: -10,', 6, 5, /^"segments\.0\.hazard" is wrong: from must ascend/],
    ['from: 10,', 'from: 0,', 6, 5, /^"segments\.0\.hazard" is wrong: from must ascend/],
    [
      '0.05, provenance: stated',
      '0.05, provenance: guessed',
      9,
      34,
      /^"segments\.0\.hazard\.2\.provenance" is wrong: .*"fitted".*"stated"/,
    ],
    ['arlab/behavior/1', 'arlab/behavior/2', 1, 1, /^"schema" is wrong: .*"arlab\/behavior\/1"/],
    ['segment: all', 'segment: none', 1, 1, /every customer’s segment must be one of the segments/],
    ['currency: USD\n', '', 1, 1, /^"currency" is wrong: /],
    ['  - id: C1', '  - id: [C1', 13, 5, /is not valid YAML: /],
  ])('with %j written as %j is refused at line %i, column %i', (search, replacement, line, column, fault) => {
    const place = `line ${line}, column ${column}: `
    const said = messageAbout(search, replacement)
    expect(said.slice(0, place.length)).toBe(place)
    expect(said.slice(place.length)).toMatch(fault)
  })

  it('that is not there is named', () => {
    const file = join(folder, 'nowhere.yaml')
    expect(() => readBehavior(file)).toThrow(new InputError(`${file}: the behaviour file does not exist.`))
  })
})
