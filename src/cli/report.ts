import type { Command } from 'commander';
import { flags, typesOption } from './options.ts';
import { world } from './world.ts';

/** The command that writes the governance report. */
export function addReportCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('report')
    .description(
      'write the governance report: the registry with all that is sent and found, as one HTML page',
    )
    .requiredOption('--output <dir or file>', 'where to write it; in a folder it is called index.html')
    .option(
      '--against <state>',
      'tell also what has changed since a commit, branch or tag, or a file, a folder, a lock',
    )
    .option(...flags.registry)
    .option(...flags.config)
    .addOption(typesOption())
    .option(...flags.baseline)
    .option(...flags.noCache)
    .addHelpText(
      'after',
      `
Exit codes:
  0  the page is written, whatever is found
  2  it could not be made: bad usage, no or unreadable registry or configuration`,
    )
    .action(async (options) => {
      const { report } = await import('../commands/report.ts');
      done(await report(options, world(options.color)));
    });
}
