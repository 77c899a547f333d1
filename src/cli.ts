import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { InputError } from './model/input-error.ts';
import { position } from './model/text.ts';

const packageFile = findPackageFile(import.meta.dirname);
const { version, homepage } = JSON.parse(readFileSync(packageFile, 'utf8')) as {
  version: string;
  homepage: string;
};

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of our output has gone (`| head`): there is nobody to tell, but what was found stays found.
  if (error.code !== 'EPIPE') throw error;
});

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
    .option('--stats', 'say where the time went and which form each payload has, on standard error')
    .option('--stdin-filename <file>', 'the name of what comes in on standard input')
    .option('--sarif-category <name>', 'the analysis category of a SARIF upload')
    .option('--jobs <number>', 'threads that read a large payload (default: as many as pay)', wholeNumber)
    .option('--include-suppressed', 'show findings that comments suppress, marked as such')
    .option('--no-cache', 'read all code anew')
    .option('--no-color', 'print without colour')
    .addHelpText('after', exitCodes)
    .action(async (paths: string[], options) => {
      const { check } = await import('./commands/check.ts');
      done(await check(paths, options, world(options.color)));
    });

  program
    .command('extract')
    .description('list the call sites that send events')
    .argument('[paths...]', 'files or folders; without paths, the project')
    .option('--format <name>', 'table, json, yaml or csv', 'table')
    .option('--explain <file:line>', 'show step by step how the calls of a line were resolved, or why not')
    .option('--registry <file>', 'the registry, for its pack')
    .option('--config <file>', 'the configuration')
    .option('--no-cache', 'read all code anew')
    .option('--no-color', 'print without colour')
    .action(async (paths: string[], options) => {
      const { extract } = await import('./commands/extract.ts');
      done(await extract(paths, options, world(options.color)));
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
      '[states...]',
      'with --merge: files of states; without, states come in on standard input, one a line',
    )
    .option('--partial', 'read a shard of NDJSON on standard input and write its state on standard output')
    .option('--merge', 'join states and report what one run over all their shards would find')
    .option('--shard <id>', 'what names the shard: a state that comes twice is refused')
    .option('--stdin-filename <file>', 'the file that the shard is a part of, for findings')
    .option(
      '--offset <number>',
      'where the shard begins in its file: lines are counted on when all are there',
      wholeNumber,
    )
    .option('--first-line <number>', 'the number of its first line, where that is known', wholeNumber)
    .option('--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)')
    .option('--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)')
    .option('--format <name[=file]>', 'as for check', collect)
    .option('--output <file>', 'write to a file instead of standard output')
    .option('--max-warnings <number>', 'exit with 1 when there are more warnings', wholeNumber)
    .option('--quiet', 'report errors only')
    .option('--exit-zero', 'exit with 0 also when there are findings')
    .option('--sarif-category <name>', 'the analysis category of a SARIF upload')
    .option('--no-color', 'print without colour')
    .addHelpText('after', exitCodes)
    .action(async (states: string[], options) => {
      const { audit } = await import('./commands/audit.ts');
      done(await audit(states, options, world(options.color)));
    });

  for (const command of program.commands)
    command
      .exitOverride()
      .showSuggestionAfterError()
      .showHelpAfterError(`  Run \`eventlint ${command.name()} --help\` for its options.`);
  return program;
}

/** Tells what went wrong on standard error; returns the exit code. */
function fail(error: unknown): number {
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

function world(color: boolean) {
  return {
    cwd: process.cwd(),
    version,
    homepage,
    color: color && showsColor(),
    print: (text: string) => void process.stdout.write(text),
    warn: (line: string) => void process.stderr.write(`${line}\n`),
    now: () => performance.now(),
    today: new Date().toISOString().slice(0, 10),
    isUnattended: !['', '0', 'false', undefined].includes(process.env.CI),
    progress: showProgress(),
  };
}

/** Shows what a run is at when it takes more than a second, to whoever looks at a terminal. */
function showProgress(): (text: string) => void {
  const { stderr, env } = process;
  if (!stderr.isTTY || env.TERM === 'dumb') return () => {};
  let [shown, last] = [false, 0];
  return (text) => {
    const now = performance.now();
    if (text === '' ? !shown : now < 1000 || now - last < 100) return;
    [shown, last] = [text !== '', now];
    stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
  };
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
