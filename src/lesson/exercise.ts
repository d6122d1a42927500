import type { Draws } from '../demo/draws.js'
import type { Ledger } from '../ledger/ledger.js'
import type { AnswerForm } from './answer-form.js'
import type { FigureTable } from './figure-table.js'

/** A paragraph, or a table of figures. */
export type PromptPart = string | FigureTable

/** A wrong way that learners take, and where it leads. */
export interface Mistake {
  /** The same for every learner: `total-sales`. */
  readonly id: string
  /** What it gives in the unit of the answer. */
  readonly value: number
  /** What went wrong, and how to think instead. */
  readonly explanation: string
}

/** A line of a solution: what is reckoned, how, and what comes of it. Figures are written as `figure` does. */
export interface SolutionLine {
  readonly label: string
  /** Figures and signs alone: `(12,500 + 4,000) ÷ 91`. */
  readonly sum: string
  /** A figure and its unit. */
  readonly result: string
}

/** An exercise as it is for one learner: with that learner's company. */
export interface DrawnExercise {
  /** What the figures are of; null where the exercise needs none. */
  readonly ledger: Ledger | null
  readonly prompt: readonly PromptPart[]
  /** In the unit of the form, not rounded. */
  readonly answer: number
  readonly mistakes: readonly Mistake[]
  readonly solution: readonly SolutionLine[]
}

/** From vague to nearly telling. */
type Hints = readonly [string, string, string]

/** An exercise of a lesson. */
export interface Exercise {
  /** `cei-1`. */
  readonly id: string
  /** The number of the lesson that it belongs to. */
  readonly lesson: number
  readonly title: string
  readonly form: AnswerForm
  readonly hints: Hints
  /** What to keep in mind, told with the right answer. */
  readonly takeaway: string
  /** The exercise with a company of these draws; the same draws give the same company. */
  draw(random: Draws): DrawnExercise
}

interface ExerciseDefinition<Company extends object>
  extends Pick<Exercise, 'id' | 'lesson' | 'title' | 'form' | 'hints' | 'takeaway'> {
  /** A small company whose figures a person can reckon with: its ledger, and what no ledger says. */
  draw(random: Draws): Company
  prompt(company: Company): readonly PromptPart[]
  /** By the toolkit's own functions: an exercise has no second definition of a KPI. */
  answer(company: Company): number
  mistakes(company: Company): readonly Mistake[]
  solution(company: Company): readonly SolutionLine[]
}

/** Makes an exercise of its definition. */
export function defineExercise<Company extends object>(definition: ExerciseDefinition<Company>): Exercise {
  const { id, lesson, title, form, hints, takeaway } = definition
  return {
    id,
    lesson,
    title,
    form,
    hints,
    takeaway,
    draw(random) {
      const company = definition.draw(random)
      return {
        ledger: 'ledger' in company ? (company.ledger as Ledger) : null,
        prompt: definition.prompt(company),
        answer: definition.answer(company),
        mistakes: definition.mistakes(company),
        solution: definition.solution(company),
      }
    },
  }
}
