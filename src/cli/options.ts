import { InvalidArgumentError, Option } from 'commander';

/** What stands below the help of commands that end with what they have found. */
export const exitCodes = `
Exit codes:
  0  nothing at error level, and no more warnings than --max-warnings
  1  findings
  2  the work could not be done: bad usage, no or unreadable registry or configuration`;

/** Where the types of attributes come from. */
export function typesOption(otherwise = 'syntax'): Option {
  const what = `where attributes' types come from (default: code.types, else ${otherwise})`;
  return new Option('--types <source>', what).choices(['syntax', 'checker']);
}

/** Gathers what an option that may be repeated was given. */
export function collect(value: string, previous: readonly string[] = []): string[] {
  return [...previous, value];
}

/** Reads a whole number within bounds. */
function numberFrom(least: number, most = Number.MAX_SAFE_INTEGER): (value: string) => number {
  const bounds = most === Number.MAX_SAFE_INTEGER ? `, ${least} or more` : ` from ${least} to ${most}`;
  return (value) => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It must be a whole number${bounds}.`);
  };
}

/** Reads a number of things, of which there may be none. */
export const wholeNumber = numberFrom(0);

/** Reads a place among things that are counted from 1. */
export const ordinal = numberFrom(1);

/** Reads a number of threads: each takes the memory of a run of its own. */
export const threadCount = numberFrom(1, 64);

/** Options that several commands have, as they take them: each is said once. */
export const flags = {
  noColor: ['--no-color', 'print without colour'],
  noCache: ['--no-cache', 'read all anew, and remember nothing'],
  registry: ['--registry <file>', 'the registry (default: event-registry.yaml here or in a folder above)'],
  packRegistry: ['--registry <file>', 'the registry, for its pack'],
  output: ['--output <file>', 'write to a file instead of standard output'],
  config: ['--config <file>', 'the configuration (default: eventlint.yaml here or in a folder above)'],
  sarifCategory: ['--sarif-category <name>', 'the analysis category of a SARIF upload'],
  quiet: ['--quiet', 'report errors only'],
  maxWarnings: ['--max-warnings <number>', 'exit with 1 when there are more warnings', wholeNumber],
  baseline: [
    '--baseline <file>',
    'findings that are known (default: .eventlint-baseline.json beside the registry)',
  ],
  exitZero: ['--exit-zero', 'exit with 0 also when there are findings'],
} as const;
