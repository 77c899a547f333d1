import type { Command } from 'commander';
import { collect, exitCodes, flags, ordinal, wholeNumber } from './options.ts';
import { world } from './world.ts';

/** The command that checks payloads in parts. */
export function addAuditCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('audit')
    .description('check payloads that outgrow one machine: shards become states, states become findings')
    .argument(
      '[paths...]',
      'with --partial: payloads, as files or folders; with --merge: files of states. Without paths, standard input: a shard of NDJSON, or states, one after another',
    )
    .option('--partial', 'read payloads, or a shard of them, and write their state on standard output')
    .option('--merge', 'join states and report what one run over all their shards would find')
    .option('--shard <id>', 'what names a shard on standard input: one that comes twice is refused')
    .option('--stdin-filename <file>', 'the file that it is a part of, for findings')
    .option(
      '--offset <number>',
      'where it begins in its file: lines are counted on when all are there',
      wholeNumber,
    )
    .option('--first-line <number>', 'the number of its first line, where that is known', ordinal)
    .option('--input-format <name>', 'with --partial: the form of all payloads, as for check')
    .option(
      '--profile [file]',
      'with --partial, take statistics of what is read too, as a part of its state; with --merge, write those of all to a file',
    )
    .option(...flags.registry)
    .option(...flags.config)
    .option('--format <name[=file]>', 'as for check', collect)
    .option(...flags.output)
    .option(...flags.maxWarnings)
    .option(...flags.quiet)
    .option(...flags.exitZero)
    .option(...flags.baseline)
    .option(...flags.sarifCategory)
    .addHelpText(
      'after',
      `
A folder of many files, on all cores, with GNU parallel:
  find events -name '*.ndjson' | parallel -m 'eventlint audit --partial {} > states/{#}.json'
  eventlint audit --merge states/*.json
${exitCodes}`,
    )
    .action(async (paths: string[], options) => {
      const { audit } = await import('../commands/audit.ts');
      done(await audit(paths, options, world(options.color, options.quiet)));
    });
}
