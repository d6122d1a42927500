import { shortText, visibleText } from '../document/visible-text.js'
import type { Showable } from '../notebook/display/display-bundle.js'
import { type Calibration, calibrationOf } from './calibration.js'
import { cardHtml, paragraphHtml, showable, type Tone } from './card.js'
import { intervalScore } from './interval-score.js'
import { readAnswer } from './read-answer.js'
import { shortNumber } from './short-number.js'

/** A range that a learner gave before seeing a figure, and the figure once it was revealed. */
export interface Prediction {
  readonly id: string
  readonly low: number
  readonly high: number
  /** In how many of a hundred such ranges the truth should lie. */
  readonly confidence: number
  /** What the figure is counted in; '' if nobody said. */
  readonly unit: string
  readonly truth: number | null
}

export interface PredictOptions {
  /** In per cent, above 0 and below 100; 80 if left out. */
  readonly confidence?: number
  readonly unit?: string
}

/** What became of a prediction when it was made. `kept`: the figure was revealed before, so the first range stays. */
export interface PredictionNote extends Showable {
  readonly status: 'recorded' | 'kept' | 'not-recorded'
  readonly id: string
  readonly message: string
}

/** A figure against the range that a learner gave for it. */
export interface Reveal extends Showable {
  readonly status: 'hit' | 'miss' | 'no-prediction' | 'no-truth'
  readonly id: string
  readonly truth: number | null
  /** The interval score, in the unit of the figure; null without a range. */
  readonly score: number | null
  readonly message: string
}

const usualConfidence = 80

/** The predictions of one session. A cell that runs again changes nothing that was revealed, and counts nothing twice. */
export class PredictionBook {
  readonly #predictions = new Map<string, Prediction>()

  /** Notes a range. Whatever is passed, it does not throw. */
  predict(id: unknown, low: unknown, high: unknown, options: unknown): PredictionNote {
    const name = textOf(id)
    const { confidence = usualConfidence, unit } = fieldsOf(options)
    const [from, to, sure] = [numberOf(low), numberOf(high), numberOf(confidence)]
    const note = (status: PredictionNote['status'], message: string, tone: Tone = 'plain') =>
      shown({ status, id: name, message }, `Your prediction: ${name}`, tone)
    if (name === '') return note('not-recorded', 'A prediction needs a name for what it is of: predict("dso", 38, 46).')
    if (from === null || to === null) {
      return note(
        'not-recorded',
        `A prediction is two numbers, the low end and the high end of your range: predict("${name}", low, high).`,
      )
    }
    const percent = sure !== null && sure > 0 && sure < 1 ? sure * 100 : sure
    if (percent === null || !(percent > 0 && percent < 100)) {
      return note('not-recorded', 'The confidence is a percentage above 0 and below 100, such as 80.')
    }
    const before = this.#predictions.get(name)
    if (before !== undefined && before.truth !== null) {
      return note('kept', `You have seen this figure already, so your first range stays: ${rangeText(before)}.`)
    }
    const prediction = {
      id: name,
      low: Math.min(from, to),
      high: Math.max(from, to),
      confidence: percent,
      unit: textOf(unit),
      truth: null,
    }
    this.#predictions.set(name, prediction)
    return note(
      'recorded',
      `Noted: ${rangeText(prediction)}. You expect ${shortNumber(percent)} of 100 such ranges to hold the truth.`,
    )
  }

  /** Shows a figure against its range. Whatever is passed, it does not throw. */
  reveal(id: unknown, truth: unknown): Reveal {
    const name = textOf(id)
    const seen = numberOf(truth)
    const reveal = (fields: Pick<Reveal, 'status' | 'score' | 'message'>, heading: string, tone: Tone) =>
      shown({ ...fields, id: name, truth: seen }, heading, tone)
    if (seen === null) {
      const message = 'There is no number to reveal here: reveal("dso", 41.4).'
      return reveal({ status: 'no-truth', score: null, message }, '… Nothing to reveal', 'plain')
    }
    const known = this.#predictions.get(name)
    if (known === undefined) {
      const message = `It is ${shortNumber(seen)}. Next time predict first: a figure that you guessed at stays with you.`
      return reveal({ status: 'no-prediction', score: null, message }, `Revealed: ${name}`, 'plain')
    }
    const prediction = { ...known, truth: seen }
    this.#predictions.set(name, prediction)
    const isHit = hit(prediction)
    const score = scoreOf(prediction)
    const unit = prediction.unit === '' ? '' : ` ${prediction.unit}`
    const side = seen > prediction.high ? 'above' : 'below'
    const message = `It is ${shortNumber(seen)}${unit}, ${isHit ? 'inside' : side} your range of ${rangeText(prediction)}. Interval score: ${shortNumber(score)}${unit} (the range is ${shortNumber(prediction.high - prediction.low)} wide${isHit ? '' : ', and the rest is for the miss'}; less is better).`
    return isHit
      ? reveal({ status: 'hit', score, message }, `✓ Inside your range: ${name}`, 'good')
      : reveal({ status: 'miss', score, message }, `✗ Outside your range: ${name}`, 'bad')
  }

  /** Sums up all that was revealed. */
  calibration(): Calibration {
    return calibrationOf(
      [...this.#predictions.values()].flatMap((prediction) =>
        prediction.truth === null
          ? []
          : [
              {
                confidence: prediction.confidence,
                unit: prediction.unit,
                isHit: hit(prediction as Revealed),
                score: scoreOf(prediction as Revealed),
              },
            ],
      ),
    )
  }
}

type Revealed = Prediction & { readonly truth: number }

function hit({ low, high, truth }: Revealed): boolean {
  return low <= truth && truth <= high
}

function scoreOf({ low, high, truth, confidence }: Revealed): number {
  return intervalScore(low, high, truth, confidence)
}

function shown<Fields extends { readonly message: string }>(
  fields: Fields,
  heading: string,
  tone: Tone,
): Fields & Showable {
  return showable(fields, `${heading}\n${fields.message}`, cardHtml(tone, heading, paragraphHtml(fields.message)))
}

function rangeText({ low, high, confidence, unit }: Prediction): string {
  return `${shortNumber(low)} to ${shortNumber(high)}${unit === '' ? '' : ` ${unit}`} (${shortNumber(confidence)} % sure)`
}

/** The options as far as they can be read: a proxy may throw when it is asked. */
function fieldsOf(options: unknown): { readonly confidence?: unknown; readonly unit?: unknown } {
  try {
    return { ...(options as object) }
  } catch {
    return {}
  }
}

function numberOf(given: unknown): number | null {
  const read = readAnswer(given, null)
  return read.kind === 'numbers' && read.readings.length === 1 ? read.readings[0] : null
}

function textOf(given: unknown): string {
  return typeof given === 'string' ? shortText(visibleText(given.trim())) : ''
}
