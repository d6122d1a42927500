import { pick, uniformWhole } from '../../demo/draws.js'
import { figure } from '../answer-form.js'
import { companyNames } from '../company/company-names.js'
import { defineExercise } from '../exercise.js'

export const contactBacklog = defineExercise({
  id: 'capacity-1',
  lesson: 7,
  title: 'Backlog of a collection team',
  form: { unit: 'contacts', digits: 0, tolerance: 0.1 },
  hints: [
    'A team that gets more work than it can do falls behind by the same amount every day.',
    'What can the team do in a day? What comes in? Count the days on which it works, and do not forget what waits already.',
    'Waiting now + (asked for a day − people × contacts a day) × working days.',
  ],
  takeaway:
    'Beyond its capacity a queue grows day by day and never settles; a plan that asks for more contacts then just moves them around.',
  draw: (random) => {
    const [people, perDay] = [uniformWhole(random, [2, 5]), pick(random, [18, 20, 24, 25, 30])]
    return {
      name: companyNames(random, 1)[0]!,
      people,
      perDay,
      demand: people * perDay + uniformWhole(random, [3, 16]),
      waiting: 5 * uniformWhole(random, [4, 24]),
      weeks: uniformWhole(random, [2, 6]),
    }
  },
  prompt: ({ name, people, perDay, demand, waiting, weeks }) => [
    `The contact plan of ${name} asks for calls and letters to customers who are late.`,
    {
      columns: ['Figure', 'Number'],
      rows: [
        ['Contacts asked for on each working day', figure(demand)],
        ['Collectors', figure(people)],
        ['Contacts that a collector works in a day', figure(perDay)],
        ['Contacts that wait today', figure(waiting)],
      ],
    },
    `How many contacts will be waiting after ${weeks} weeks of five working days each? Contacts that are not worked wait; none lapses.`,
  ],
  answer: ({ waiting, demand, people, perDay, weeks }) => waiting + (demand - people * perDay) * 5 * weeks,
  mistakes: ({ waiting, demand, people, perDay, weeks }) => {
    const growth = demand - people * perDay
    return [
      {
        id: 'calendar-days',
        value: waiting + growth * 7 * weeks,
        explanation: 'You counted seven days a week. Contacts come in and are worked on five.',
      },
      {
        id: 'waiting-forgotten',
        value: growth * 5 * weeks,
        explanation: 'This is what is added. The contacts that wait today are still there too.',
      },
      {
        id: 'one-collector',
        value: waiting + (demand - perDay) * 5 * weeks,
        explanation: `You took the capacity of one collector. The team has ${people}.`,
      },
      {
        id: 'one-week',
        value: waiting + growth * 5,
        explanation: `This is the backlog after one week. It grows by the same amount in each of the ${weeks} weeks.`,
      },
    ]
  },
  solution: ({ waiting, demand, people, perDay, weeks }) => {
    const capacity = people * perDay
    return [
      { label: 'Capacity of a day', sum: `${people} × ${perDay}`, result: `${capacity} contacts` },
      { label: 'Left over each day', sum: `${demand} − ${capacity}`, result: `${demand - capacity} contacts` },
      { label: 'Working days', sum: `${weeks} × 5`, result: `${weeks * 5} days` },
      {
        label: 'Waiting in the end',
        sum: `${waiting} + ${demand - capacity} × ${weeks * 5}`,
        result: `${figure(waiting + (demand - capacity) * weeks * 5)} contacts`,
      },
    ]
  },
})
