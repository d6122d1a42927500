import { type Draws, pick } from '../../demo/draws.js'

const names = [
  'Alder Foods',
  'Birch Tools',
  'Cedar Print',
  'Dune Optics',
  'Ember Glass',
  'Fjord Textiles',
  'Grove Paper',
  'Harbor Bakery',
  'Iris Labs',
  'Juniper Toys',
  'Kiln Ceramics',
  'Larch Timber',
] as const

/** So many different names of made-up companies, the learner's own first. */
export function companyNames(random: Draws, count: number): string[] {
  const left: string[] = [...names]
  return Array.from({ length: count }, () => {
    const name = pick(random, left)
    left.splice(left.indexOf(name), 1)
    return name
  })
}
