import { type Command, Option } from 'commander'
import { examineKernel, isWell } from '../../notebook/doctor/examine-kernel.js'
import { kernelDisplayName } from '../../notebook/kernel-name.js'
import { installKernelspec } from '../../notebook/kernelspec/install-kernelspec.js'
import { jupyterFolder, kernelspecFolder } from '../../notebook/kernelspec/kernelspec-folder.js'
import { uninstallKernelspec } from '../../notebook/kernelspec/uninstall-kernelspec.js'
import { doctorText, installedText, uninstalledText } from '../kernel-text.js'
import { printJson, printText } from '../print.js'

interface PlaceOptions {
  readonly prefix?: string
}

export function addKernelCommand(program: Command): void {
  const kernel = program
    .command('kernel')
    .summary('the TypeScript kernel for Jupyter and VS Code')
    .description(
      `The kernel "${kernelDisplayName}" for JupyterLab, VS Code and the classic Notebook. \`arlab notebook run\` needs none of it.`,
    )
  withPlace(kernel.command('install'))
    .summary('let Jupyter and VS Code find the kernel')
    .description(
      'Tells Jupyter and VS Code of the kernel: a small folder that points to this AR Lab and this Node.js, and works in ' +
        'notebooks of any folder. Installing again replaces it. With it comes a template, so that charts of notebooks are ' +
        'in what `jupyter nbconvert --to html --template arlab` makes.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  arlab kernel install\n  arlab kernel install --prefix ~/venv    for the Jupyter of that virtual environment',
    )
    .action(async ({ prefix }: PlaceOptions) => {
      printText(installedText(await installKernelspec(jupyterFolder(prefix))))
    })
  withPlace(kernel.command('uninstall'))
    .summary('take the kernel out of Jupyter again')
    .description('Removes what `arlab kernel install` made. Notebooks stay as they are.')
    .addHelpText('after', '\nExamples:\n  arlab kernel uninstall\n  arlab kernel uninstall --prefix ~/venv')
    .action(({ prefix }: PlaceOptions) => {
      const jupyter = jupyterFolder(prefix)
      const wasThere = uninstallKernelspec(jupyter)
      printText(uninstalledText(kernelspecFolder(jupyter), wasThere))
    })
  kernel
    .command('doctor')
    .summary('say what is missing and how to get it')
    .description(
      'Looks at all that notebooks need, and at the front ends on this machine, and starts the kernel once to prove that ' +
        'it works. Exit code 1 if something that is needed does not work; Jupyter and VS Code are not needed.',
    )
    .option('--json', 'print one JSON document (arlab/kernel-doctor/1)')
    .addHelpText('after', '\nExamples:\n  arlab kernel doctor\n  arlab kernel doctor --json')
    .action(async (options: { readonly json?: true }) => {
      const checks = await examineKernel()
      const ok = isWell(checks)
      if (options.json) printJson({ schema: 'arlab/kernel-doctor/1', ok, checks })
      else printText(doctorText(checks))
      if (!ok) process.exitCode = 1
    })
}

function withPlace(command: Command): Command {
  return command
    .addOption(new Option('--user', 'for this user, where Jupyter looks by itself (the default)').conflicts('prefix'))
    .option('--prefix <dir>', 'below DIR/share/jupyter, such as that of a virtual environment')
}
