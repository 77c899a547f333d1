import type { Command } from 'commander';
import { collect, flags } from './options.ts';
import { world } from './world.ts';

/** The commands that tell how the registry has changed. */
export function addChangeCommands(program: Command, done: (exitCode: number) => void): void {
  program
    .command('diff')
    .description('tell what has changed in the registry, and which changes break something')
    .requiredOption(
      '--against <state>',
      'a commit, branch or tag; `main...` for where the branch went apart; a file, a folder, a lock; <commit>:<path>',
    )
    .option(
      '--category <name>',
      'what may not break: lock, ingest, consumer or source; each includes those before it',
      'source',
    )
    .option(...flags.registry)
    .option(...flags.config)
    .option(
      '--format <name[=file]>',
      'pretty, json, markdown, sarif, github, gitlab or junit; repeatable, as in --format sarif=out.sarif',
      collect,
    )
    .option(...flags.output)
    .option('--exit-zero', 'exit with 0 also when something breaks')
    .option(...flags.sarifCategory)
    .option('--include-suppressed', 'hold accepted changes also in SARIF and formats like it, marked as such')
    .option(...flags.noCache)
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing breaks that nobody has accepted
  1  something does
  2  the comparison could not be made: no such state, a registry or lock that cannot be read on either side`,
    )
    .action(async (options) => {
      const { diff } = await import('../commands/diff.ts');
      done(await diff(options, world(options.color)));
    });

  program
    .command('changelog')
    .description('tell how the registry has changed between two commits, in the form of Keep a Changelog')
    .requiredOption('--from <ref>', 'a commit, branch or tag')
    .option('--to <ref>', 'a commit, branch or tag (default: what is checked out)')
    .option('--by <grouping>', 'group changes by tag, or by commit', 'tag')
    .option(...flags.registry)
    .option(...flags.config)
    .option('--format <name>', 'markdown or json', 'markdown')
    .option(...flags.output)
    .action(async (options) => {
      const { changelog } = await import('../commands/changelog.ts');
      done(changelog(options, world(false)));
    });
}
