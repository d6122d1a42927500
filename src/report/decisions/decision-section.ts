import type { Chart } from '../../chart/chart.js'
import { frontierChart } from '../../chart/frontier-chart.js'
import { goalChart } from '../../chart/goal-chart.js'
import { seekChart } from '../../chart/seek-chart.js'
import { tornadoChart } from '../../chart/tornado-chart.js'
import { waterfallChart } from '../../chart/waterfall-chart.js'
import type { Decision } from '../../decision/decision.js'
import { frontierTable } from './frontier-table.js'
import { goalSentences, goalTables } from './goal-tables.js'
import { seekSentences, seekTable, seekTargetText } from './seek-text.js'
import { sensitivityTables } from './sensitivity-tables.js'
import { waterfallTables } from './waterfall-tables.js'
import type { WordTable } from './word-table.js'

/** An answer as a report shows it. */
export interface DecisionSection {
  readonly title: string
  readonly sentences: readonly string[]
  readonly charts: readonly Chart[]
  readonly tables: readonly WordTable[]
}

/** What a report says of an answer: in words, as charts, and in figures. */
export function decisionSection(decision: Decision): DecisionSection {
  switch (decision.schema) {
    case 'arlab/waterfall/1':
      return {
        title: `What each lever of ${decision.scenario} brings`,
        sentences: [],
        charts: decision.outcomes.map(({ outcome }) => waterfallChart(decision, outcome.id)),
        tables: waterfallTables(decision),
      }
    case 'arlab/sensitivity/1':
      return {
        title: `What ${decision.outcome.name} under ${decision.scenario} hangs on`,
        sentences: [],
        charts: [tornadoChart(decision)],
        tables: sensitivityTables(decision),
      }
    case 'arlab/seek/1':
      return {
        title: `Which ${decision.setting} reaches ${seekTargetText(decision)}`,
        sentences: seekSentences(decision),
        charts: [seekChart(decision, { setting: decision.setting, target: seekTargetText(decision) })],
        tables: [seekTable(decision)],
      }
    case 'arlab/frontier/1':
      return {
        title: `Choices by ${decision.outcomes.map(({ name }) => name).join(', ')}`,
        sentences: [],
        charts: [frontierChart(decision)],
        tables: [frontierTable(decision)],
      }
    case 'arlab/goal/1':
      return {
        title: `The goal: ${decision.name}`,
        sentences: [...(decision.note === '' ? [] : [decision.note]), ...goalSentences(decision)],
        charts: [goalChart(decision)],
        tables: goalTables(decision),
      }
    default:
      return decision satisfies never
  }
}
