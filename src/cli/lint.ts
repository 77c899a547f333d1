import type { Command } from 'commander';
import { collect, exitCodes, flags, threadCount, typesOption } from './options.ts';
import { world } from './world.ts';

/** The commands that look at the code and the payloads, and tell of rules. */
export function addLintCommands(program: Command, done: (exitCode: number) => void): void {
  program
    .command('check', { isDefault: true })
    .description('lint the registry, the code and the payloads (the default command)')
    .argument('[paths...]', 'files or folders; `-` reads standard input; without paths, the project')
    .option(...flags.registry)
    .option(...flags.config)
    .option(
      '--format <name[=file]>',
      'pretty, json, sarif, github, gitlab, junit or markdown; repeatable, as in --format sarif=out.sarif',
      collect,
    )
    .option(...flags.output)
    .option(...flags.maxWarnings)
    .addOption(typesOption())
    .option(...flags.quiet)
    .option(...flags.exitZero)
    .option('--staged', 'check what the next commit holds: its files, as they are staged')
    .option(
      '--since <ref>',
      'report what changed since a commit or branch: its lines, and what they break elsewhere',
    )
    .option(...flags.baseline)
    .option('--update-baseline', 'write the baseline anew: what there is now is known from then on')
    .option('--require-reason', 'let comments suppress only where they say why, after `--`')
    .option(
      '--input-format <name>',
      'the form of all payloads, whatever they look like: json, ndjson, har, postman, curl, csv, tsv, parquet, or a record of the pack',
    )
    .option(
      '--profile <file>',
      'write statistics of all payloads by event and attribute, as JSON; takes longer, as each entry is parsed',
    )
    .option('--stats', 'say where the time went and which form each payload has, on standard error')
    .option('--stdin-filename <file>', 'the name of what comes in on standard input')
    .option(...flags.sarifCategory)
    .option('--jobs <number>', 'threads that read each NDJSON file (default: 1)', threadCount)
    .option('--include-suppressed', 'show findings that comments suppress, marked as such')
    .option(...flags.noCache)
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], options) => {
      const { check } = await import('../commands/check.ts');
      done(await check(paths, options, world(options.color, options.quiet)));
    });

  program
    .command('extract')
    .description('list the call sites that send events')
    .argument('[paths...]', 'files or folders; without paths, the project')
    .option('--format <name>', 'table, json, yaml or csv', 'table')
    .addOption(typesOption())
    .option('--explain <file:line>', 'show step by step how the calls of a line were resolved, or why not')
    .option(...flags.packRegistry)
    .option(...flags.config)
    .option(...flags.noCache)
    .action(async (paths: string[], options) => {
      const { extract } = await import('../commands/extract.ts');
      done(await extract(paths, options, world(options.color)));
    });

  program
    .command('explain')
    .description("show a rule's purpose, bound, source and examples; without a rule, list them")
    .argument('[rule]', 'the id of a rule')
    .option(...flags.packRegistry)
    .option(...flags.config)
    .action(async (rule: string | undefined, options) => {
      const { explain } = await import('../commands/explain.ts');
      done(explain(rule, options, world(options.color)));
    });
}
