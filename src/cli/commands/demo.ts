import { type Command, Option } from 'commander'
import type { Day } from '../../calendar/day.js'
import { customersForInvoices } from '../../demo/customers-for-invoices.js'
import { demoParts } from '../../demo/demo-company.js'
import { writeDemo } from '../../demo/write-demo.js'
import { InputError } from '../../document/input-error.js'
import { writeFailure } from '../../document/write-failure.js'
import { parseDay, wholeNumber } from '../ledger-argument.js'
import { printJson, printText } from '../print.js'
import { Progress, type ProgressStep } from '../progress.js'
import { textTable } from '../text-table.js'
import { typedPath } from '../typed-path.js'

interface DemoCommandOptions {
  readonly seed: string
  readonly customers: number
  readonly invoices?: number
  readonly months: number
  readonly start?: Day
  readonly output: string
  readonly json?: true
}

/** From this size on making a ledger takes long enough to say how it goes. */
const customersWorthProgress = 3_000

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .summary('write a synthetic company’s ledger, with its true parameters beside it')
    .description('Writes a made-up company’s ledger to try things on. truth.json says how its customers really behave.')
    .requiredOption('-o, --output <dir>', 'folder to write; made if needed (required)')
    .option('--seed <text>', 'the same text gives the same company', 'arlab')
    .option('--customers <n>', 'how many customers', wholeNumber(1), 300)
    .addOption(
      new Option('--invoices <n>', 'as many customers as give about so many invoices')
        .argParser(wholeNumber(1))
        .conflicts('customers'),
    )
    .option('--months <n>', 'how many calendar months the ledger covers', wholeNumber(1), 24)
    .addOption(new Option('--start <date>', 'the day the company opened (default: 2023-01-01)').argParser(parseDay))
    .addOption(new Option('--format <format>', 'how the tables are written').choices(['csv']).default('csv'))
    .option('--json', 'print one JSON document (arlab/demo/1)')
    .addHelpText(
      'after',
      '\nExamples:\n  arlab demo -o my-demo\n  arlab demo --seed acme --customers 50 --months 36 -o acme\n' +
        '  arlab demo --invoices 10000000 -o large',
    )
    .action(async (options: DemoCommandOptions) => {
      const { seed, months, output, start } = options
      const { customers, files } = await orInputError(output, async () => {
        const setting = { seed, months, ...(start === undefined ? {} : { start }) }
        const customers =
          options.invoices === undefined ? options.customers : customersForInvoices(options.invoices, setting)
        const parts = demoParts({ ...setting, customers })
        const progress = new Progress(2, customers < customersWorthProgress)
        return { customers, files: await written(parts, output, progress) }
      })
      if (options.json) printJson({ schema: 'arlab/demo/1', seed, customers, months, directory: output, files })
      else {
        printText(
          textTable(
            ['file', 'rows', 'bytes'],
            files.map(({ file, rows, bytes }) => [file, rows === null ? '' : String(rows), String(bytes)]),
          ),
        )
        printText(`\nWritten to ${output}. Next: arlab check ${typedPath(output)}`)
      }
    })
}

/** Writes the ledger and shows on stderr how far it is. */
async function written(parts: ReturnType<typeof demoParts>, output: string, progress: Progress) {
  const making = progress.start('Making customers')
  let sorting: ProgressStep | null = null
  const files = await writeDemo(parts, output, (step, done, total) => {
    if (step === 'parts') making.update(done, total)
    else {
      if (sorting === null) {
        making.finish(`${parts.count} customers`)
        sorting = progress.start('Putting rows in the order of their days')
      }
      sorting.update(done, total)
      if (done === total) sorting.finish('done')
    }
  })
  return files
}

/** The generator refuses bad options and foreign folders with plain errors whose messages are for the user. */
async function orInputError<T>(output: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    const isOfSystem = (error as NodeJS.ErrnoException).syscall !== undefined
    throw isOfSystem ? writeFailure(output, error, 'the demo ledger') : new InputError((error as Error).message)
  }
}
