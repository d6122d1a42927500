import type { Bridge } from '../bridge/bridge.js'
import { shownParts } from '../bridge/shown-parts.js'
import { isoFromDay } from '../calendar/day.js'
import { type Group, nameWithGroup } from '../facts/fact-table.js'
import { kpiById } from '../kpi/catalogue.js'
import { formatChange, formatFigure } from './format-kpi.js'
import type { PrintedTable } from './printed-table.js'

/** The causes of a change, from the earlier value to the later one; what is shown adds up. */
export function bridgeTable(bridge: Bridge, group: Group): PrintedTable {
  const kpi = kpiById(bridge.kpi)
  const shown = shownParts(bridge, kpi.digits)
  return {
    title: `${nameWithGroup(kpi.name, group)} from ${bridge.from.label} to ${bridge.to.label}, in ${kpi.unit === 'percent' ? 'per cent' : 'days'}`,
    header: ['', kpi.unit === 'percent' ? 'points' : 'days'],
    rows: [
      [bridge.from.label, formatFigure(kpi, shown.from)],
      ...shown.parts.map(({ label, value }) => [`  ${label}`, formatChange(kpi, value)]),
      [bridge.to.label, formatFigure(kpi, shown.to)],
    ],
    notes: [
      ...shown.parts.map(({ label, meaning }) => `– ${label}: ${meaning}`),
      'Each part is its mean effect over all orders in which the causes can change one after the other, so no order is preferred and they add up exactly.',
    ],
  }
}

export function bridgeJson(bridge: Bridge, group: Group) {
  const end = ({ label, start, end: last, value }: Bridge['from']) => ({
    label,
    start: isoFromDay(start),
    end: isoFromDay(last),
    value,
  })
  return { schema: 'arlab/kpi-bridge/1', ...bridge, group, from: end(bridge.from), to: end(bridge.to) }
}
