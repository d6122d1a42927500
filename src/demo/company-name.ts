import { drawsOf, pick } from './draws.js'

// Syllables that make no word, so that a name belongs to no real company.
const beginnings =
  'Vel Tarn Brenn Quor Osk Maer Dral Fenn Gryss Hald Ild Jorv Kael Lund Mirr Nold Orv Pryn Roth Selv Thal Ulm Vast Wend Yarl Zeph Arn Bryll Corv Dunm'.split(
    ' ',
  )
const endings =
  'mora wick adell ister oven ambra eska illon unda arrow etra ovik andel essan ulmar idra olven arsk entor umbry askel orin eldra isk anvor ebrin oska uvell arden imora'.split(
    ' ',
  )
const trades =
  'Logistics|Foods|Instruments|Packaging|Textiles|Robotics|Marine|Timber|Optics|Pharma|Metals|Energy|Glass|Ceramics|Tooling|Freight|Paper|Dairy|Electric|Farms'.split(
    '|',
  )
const legalForms = [' Inc.', ', Inc.', ' LLC', ' Ltd', ' Group', ' & Co.', '']

const roots = beginnings.length * endings.length
const nameCount = roots * trades.length
// Prime, so that its multiples visit every name once before they repeat.
const stride = 7_919

/** The invented name of a customer, such as `Velmora Foods, Inc.`; no two customers of a seed share one. */
export function companyName(seed: string, customerNumber: number): string {
  const offset = Math.floor(drawsOf(seed, 0, 'names')() * nameCount)
  const position = offset + customerNumber * stride
  const index = position % nameCount
  const root = index % roots
  const beginning = beginnings[Math.floor(root / endings.length)]!
  const ending = endings[root % endings.length]!
  const trade = trades[Math.floor(index / roots)]!
  const repeat = Math.floor((customerNumber - 1) / nameCount)
  return `${beginning}${ending} ${trade}${pick(drawsOf(seed, customerNumber, 'name'), legalForms)}${repeat ? ` ${repeat + 1}` : ''}`
}
