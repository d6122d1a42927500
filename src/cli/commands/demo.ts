import type { Command } from 'commander'
import { demoCompany } from '../../demo/demo-company.js'
import { writeDemo } from '../../demo/write-demo.js'
import { InputError } from '../../document/input-error.js'
import { wholeNumber } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { textTable } from '../text-table.js'

interface DemoCommandOptions {
  readonly seed: string
  readonly customers: number
  readonly months: number
  readonly output: string
  readonly json?: true
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .summary('write a synthetic company’s ledger, with its true parameters beside it')
    .description('Writes a made-up company’s ledger to try things on. truth.json says how its customers really behave.')
    .requiredOption('-o, --output <dir>', 'folder to write; made if needed (required)')
    .option('--seed <text>', 'the same text gives the same company', 'arlab')
    .option('--customers <n>', 'how many customers', wholeNumber(1), 300)
    .option('--months <n>', 'how many months from January 2023', wholeNumber(1), 24)
    .option('--json', 'print one JSON document (arlab/demo/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab demo -o my-demo\n  arlab demo --seed acme --customers 50 --months 36 -o acme',
    )
    .action((options: DemoCommandOptions) => {
      const { seed, customers, months, output } = options
      const files = orInputError(() => writeDemo(demoCompany({ seed, customers, months }), output))
      if (options.json) printJson({ schema: 'arlab/demo/1', seed, customers, months, directory: output, files })
      else {
        printText(
          textTable(
            ['file', 'bytes'],
            files.map(({ file, bytes }) => [file, String(bytes)]),
          ),
        )
        printText(`\nWritten to ${output}. Next: arlab check ${output}`)
      }
    })
}

/** The generator refuses bad options and foreign folders with plain errors whose messages are for the user. */
function orInputError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    throw new InputError((error as Error).message)
  }
}
