import { expect, test } from 'vitest'
import { LessonSession } from '../../src/lesson/lesson-session.js'

const session = new LessonSession()
const paper = session.exercise('dso-1', 'Ana')

/** Texts may be wrong, but they must not change unnoticed: a learner's saved notebook would no longer fit. */
test('a paper, a verdict, a hint and a solution read as they did', async () => {
  const shown = [paper, session.check('dso-1', 47.9), session.hint('dso-1', 2), session.solution('dso-1')]
  await expect(shown.map(({ bundle }) => bundle.data['text/plain']).join('\n\n')).toMatchFileSnapshot(
    'golden/dso-1.txt',
  )
})

test('their HTML looks as it did', async () => {
  const shown = [paper, session.check('dso-1', 47.9), session.hint('dso-1', 2), session.solution('dso-1')]
  await expect(shown.map(({ bundle }) => bundle.data['text/html']).join('\n\n')).toMatchFileSnapshot(
    'golden/dso-1.html',
  )
})
