import type { Command } from 'commander'
import { addLessonGradeCommand } from './lesson-grade.js'
import { addLessonListCommand } from './lesson-list.js'
import { addLessonNewCommand } from './lesson-new.js'

export function addLessonCommand(program: Command): void {
  const lesson = program
    .command('lesson')
    .summary('make personal notebooks for a class, and grade them')
    .description('For trainers: every learner gets a company of their own, and answers that check themselves.')
  addLessonNewCommand(lesson)
  addLessonGradeCommand(lesson)
  addLessonListCommand(lesson)
}
