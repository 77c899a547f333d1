import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { InputError } from './model/input-error.ts';
import type { Progress } from './model/progress.ts';
import { position } from './model/text.ts';
import { progressOn } from './progress.ts';

const packageFile = findPackageFile(import.meta.dirname);
const { version, homepage } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  version: string;
  homepage: string;
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output has gone (`| head`): there is nobody to tell, but what was found stays found.
  if (error.code !== 'EPIPE') throw error;
});

/** Shown while a run takes long; never in the way of what is printed. */
const bar = isWatched() ? progressOn(process.stderr, () => performance.now()) : undefined;

const exitCodes = `
Exit codes:
  0  nothing at error level, and no more warnings than --max-warnings
  1  findings
  2  the work could not be done: bad usage, no or unreadable registry or configuration`;

main(process.argv).then((code) => {
  process.exitCode = code;
});

async function main(argv: string[]): Promise<number> {
  let exitCode = 0;
  const program = makeProgram((code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    return fail(error);
  }
}

function makeProgram(done: (exitCode: number) => void): Command {
  const program = new Command('eventlint')
    .description(
      'Lints analytics events: the registry that declares them, the code that sends them, the payloads that were sent.',
    )
    .version(version, '-V, --version')
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions()
    .option('--no-color', 'print without colour');

  program
    .command('check', { isDefault: true })
    .description('lint the registry, the code and the payloads (the default command)')
    .argument('[paths...]', 'files or folders; `-` reads standard input; without paths, the project')
    .option('--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)')
    .option('--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)')
    .option(
      '--format <name[=file]>',
      'pretty, json, sarif, github, gitlab, junit or markdown; repeatable, as in --format sarif=out.sarif',
      collect,
    )
    .option('--output <file>', 'write to a file instead of standard output')
    .option('--max-warnings <number>', 'exit with 1 when there are more warnings', wholeNumber)
    .addOption(typesOption())
    .option('--quiet', 'report errors only')
    .option('--exit-zero', 'exit with 0 also when there are findings')
    .option('--staged', 'check what the next commit holds: its files, as they are staged')
    .option(
      '--since <ref>',
      'report what changed since a commit or branch: its lines, and what they break elsewhere',
    )
    .option(
      '--baseline <file>',
      'findings that are known (default: .eventlint-baseline.json beside the registry)',
    )
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
    .option('--sarif-category <name>', 'the analysis category of a SARIF upload')
    .option('--jobs <number>', 'threads that read each NDJSON file (default: 1)', wholeNumber)
    .option('--include-suppressed', 'show findings that comments suppress, marked as such')
    .option('--no-cache', 'read all anew, and remember nothing')
    .option('--no-color', 'print without colour')
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], options) => {
      const { check } = await import('./commands/check.ts');
      done(await check(paths, options, world(options.color, options.quiet)));
    });

  program
    .command('extract')
    .description('list the call sites that send events')
    .argument('[paths...]', 'files or folders; without paths, the project')
    .option('--format <name>', 'table, json, yaml or csv', 'table')
    .addOption(typesOption())
    .option('--explain <file:line>', 'show step by step how the calls of a line were resolved, or why not')
    .option('--registry <file>', 'the registry, for its pack')
    .option('--config <file>', 'the configuration')
    .option('--no-cache', 'read all anew, and remember nothing')
    .option('--no-color', 'print without colour')
    .action(async (paths: string[], options) => {
      const { extract } = await import('./commands/extract.ts');
      done(await extract(paths, options, world(options.color)));
    });

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
    .option('--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)')
    .option('--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)')
    .option(
      '--format <name[=file]>',
      'pretty, json, markdown, sarif, github, gitlab or junit; repeatable, as in --format sarif=out.sarif',
      collect,
    )
    .option('--output <file>', 'write to a file instead of standard output')
    .option('--exit-zero', 'exit with 0 also when something breaks')
    .option('--sarif-category <name>', 'the analysis category of a SARIF upload')
    .option('--include-suppressed', 'hold accepted changes also in SARIF and formats like it, marked as such')
    .option('--no-cache', 'read all anew, and remember nothing')
    .option('--no-color', 'print without colour')
    .addHelpText(
      'after',
      `
Exit codes:
  0  nothing breaks that nobody has accepted
  1  something does
  2  the comparison could not be made: no such state, a registry or lock that cannot be read on either side`,
    )
    .action(async (options) => {
      const { diff } = await import('./commands/diff.ts');
      done(await diff(options, world(options.color)));
    });

  program
    .command('changelog')
    .description('tell how the registry has changed between two commits, in the form of Keep a Changelog')
    .requiredOption('--from <ref>', 'a commit, branch or tag')
    .option('--to <ref>', 'a commit, branch or tag (default: what is checked out)')
    .option('--by <grouping>', 'group changes by tag, or by commit', 'tag')
    .option('--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)')
    .option('--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)')
    .option('--format <name>', 'markdown or json', 'markdown')
    .option('--output <file>', 'write to a file instead of standard output')
    .action(async (options) => {
      const { changelog } = await import('./commands/changelog.ts');
      done(changelog(options, world(false)));
    });

  program
    .command('explain')
    .description("show a rule's purpose, bound, source and examples; without a rule, list them")
    .argument('[rule]', 'the id of a rule')
    .option('--registry <file>', 'the registry, for its pack')
    .option('--config <file>', 'the configuration')
    .option('--no-color', 'print without colour')
    .action(async (rule: string | undefined, options) => {
      const { explain } = await import('./commands/explain.ts');
      done(explain(rule, options, world(options.color)));
    });

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
    .option('--first-line <number>', 'the number of its first line, where that is known', wholeNumber)
    .option('--input-format <name>', 'with --partial: the form of all payloads, as for check')
    .option(
      '--profile [file]',
      'with --partial, take statistics of what is read too, as a part of its state; with --merge, write those of all to a file',
    )
    .option('--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)')
    .option('--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)')
    .option('--format <name[=file]>', 'as for check', collect)
    .option('--output <file>', 'write to a file instead of standard output')
    .option('--max-warnings <number>', 'exit with 1 when there are more warnings', wholeNumber)
    .option('--quiet', 'report errors only')
    .option('--exit-zero', 'exit with 0 also when there are findings')
    .option('--sarif-category <name>', 'the analysis category of a SARIF upload')
    .option('--no-color', 'print without colour')
    .addHelpText(
      'after',
      `
A folder of many files, on all cores, with GNU parallel:
  find events -name '*.ndjson' | parallel -m 'eventlint audit --partial {} > states/{#}.json'
  eventlint audit --merge states/*.json
${exitCodes}`,
    )
    .action(async (paths: string[], options) => {
      const { audit } = await import('./commands/audit.ts');
      done(await audit(paths, options, world(options.color, options.quiet)));
    });

  addRegistryCommands(program, done);
  for (const command of program.commands) withHelp(command, command.name());
  return program;
}

function typesOption(otherwise = 'syntax'): Option {
  const what = `where attributes' types come from (default: code.types, else ${otherwise})`;
  return new Option('--types <source>', what).choices(['syntax', 'checker']);
}

/** The commands that write the registry and what stands beside it. */
function addRegistryCommands(program: Command, done: (exitCode: number) => void): void {
  program
    .command('init')
    .description('write a first registry from what code and payloads send; never overwrites one')
    .option('--dry-run', 'print it instead of writing it')
    .option('--registry <file>', 'the registry to write (default: event-registry.yaml here)')
    .option('--pack <name>', "the vendor's pack, or a path to one of your own")
    .addOption(typesOption('checker'))
    .option('--config <file>', 'the configuration')
    .option('--no-cache', 'read all anew, and remember nothing')
    .action(async (options) => {
      const { init } = await import('./commands/init.ts');
      done(await init(options, world(false)));
    });

  program
    .command('lock')
    .description('write the types that attributes have for good to event-registry.lock; locking only adds')
    .option('--check', 'only say whether the lock is current: exit with 1 when it is not')
    .addOption(typesOption())
    .option('--override <event.attribute>', 'change a locked type to the one that the registry declares')
    .option('--reason <text>', 'why the type may change; it is kept in the lock')
    .option('--by <name>', "who decided it (default: git's user.name)")
    .option('--registry <file>', 'the registry')
    .option('--config <file>', 'the configuration')
    .option('--no-cache', 'read all anew, and remember nothing')
    .action(async (options) => {
      const { lock } = await import('./commands/lock.ts');
      done(await lock(options, world(false)));
    });

  program
    .command('fmt')
    .description('put the registry, with the files that it includes, into its canonical form')
    .option('--check', 'only name the files that differ from it: exit with 1 when there is one')
    .option('--registry <file>', 'the registry')
    .option('--config <file>', 'the configuration')
    .action(async (options) => {
      const { fmt } = await import('./commands/fmt.ts');
      done(fmt(options, world(false)));
    });

  const generate = program
    .command('generate')
    .description('write names and types for code from the registry');
  generate
    .command('types')
    .description('TypeScript declarations: names of events, their attributes, a typed `track`')
    .option('--output <file>', 'write to a file, as src/events.d.ts, instead of standard output')
    .option('--registry <file>', 'the registry')
    .option('--config <file>', 'the configuration')
    .action(async (options) => {
      const { generateTypes } = await import('./commands/generate.ts');
      done(generateTypes(options, world(false)));
    });
  generate
    .command('json-schema')
    .description('a JSON Schema (draft 2020-12) for the attributes of each event, and an index')
    .requiredOption('--output <folder>', 'the folder to write to')
    .option('--registry <file>', 'the registry')
    .option('--config <file>', 'the configuration')
    .action(async (options) => {
      const { generateJsonSchema } = await import('./commands/generate.ts');
      done(generateJsonSchema(options, world(false)));
    });
}

/** Gives a command, and those below it, the manners of the program. */
function withHelp(command: Command, name: string): void {
  command
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError(`  Run \`eventlint ${name} --help\` for its options.`);
  for (const each of command.commands) withHelp(each, `${name} ${each.name()}`);
}

/** Tells what went wrong on standard error; returns the exit code. */
function fail(error: unknown): number {
  bar?.show(undefined);
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    const at = error.place && position(error.place.source, error.place.span.start);
    const where = error.place && at ? `${error.place.source.file}:${at.line}:${at.column}: ` : '';
    process.stderr.write(`eventlint: ${where}${error.message}\n${error.help ? `  ${error.help}\n` : ''}`);
    return 2;
  }
  const fault =
    error instanceof Error ? (process.env.EVENTLINT_DEBUG ? error.stack : error.message) : String(error);
  process.stderr.write(
    `eventlint: internal fault: ${fault}\n  Please report it with the input that caused it; EVENTLINT_DEBUG=1 shows where it happened.\n`,
  );
  return 2;
}

function world(color: boolean, quiet = false) {
  return {
    cwd: process.cwd(),
    version,
    homepage,
    color: color && showsColor(),
    print: (text: string) => {
      bar?.show(undefined);
      process.stdout.write(text);
    },
    warn: (line: string) => {
      bar?.show(undefined);
      process.stderr.write(`${line}\n`);
    },
    now: () => performance.now(),
    today: new Date().toISOString().slice(0, 10),
    isUnattended: isUnattended(),
    progress: (progress: (() => Progress) | undefined) => {
      if (!quiet) bar?.show(progress);
    },
  };
}

/** Whether somebody looks at standard error while it is written. */
function isWatched(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb' && !isUnattended();
}

function isUnattended(): boolean {
  return !['', '0', 'false', undefined].includes(process.env.CI);
}

/** FORCE_COLOR wins over NO_COLOR, as in other linters; otherwise colour is for terminals. */
function showsColor(): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return process.stdout.isTTY === true && TERM !== 'dumb';
}

function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return Number(value);
}

/** The package's own file: beside `dist` when built, beside `src` when run from source. */
function findPackageFile(folder: string): string {
  const above = join(folder, '..');
  const file = join(above, 'package.json');
  try {
    readFileSync(file);
    return file;
  } catch {
    return findPackageFile(above);
  }
}
