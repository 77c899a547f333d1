/** What V8 takes where nothing is said, from Node 20 on. */
const everywhere = {
  'heap-growing-percent': 0,
  'max-inlined-bytecode-size-cumulative': 920,
  'min-semi-space-size': 0,
  'semi-space-growth-factor': 2,
};
/** The same of what only the V8 of Node 20 knows: another one complains on standard error. */
const formerly = { 'interrupt-budget': 67584 };

type Flag = keyof typeof everywhere | keyof typeof formerly;

const isFormer = process.versions.v8.startsWith('11.3.');
/** What is taken of each flag where nothing is said, by this V8. */
export const defaults: Partial<Record<Flag, number>> = isFormer ? { ...everywhere, ...formerly } : everywhere;

/** What was set in this script. */
const set = new Map<Flag, number>();

/** Sets a flag of V8 for the whole process, where V8 has it. */
export function setFlag(flag: Flag, value: number): void {
  if (defaults[flag] === undefined) return;
  set.set(flag, value);
  write(flag, value);
}

function write(flag: string, value: number): void {
  // It is not loaded where no flag is set.
  process.getBuiltinModule('node:v8').setFlagsFromString(`--${flag}=${value}`);
}

/**
 * Sets all flags back. V8 takes what was compiled in an earlier run only where that was written down under the very flags under which it
 * is loaded: scripts are loaded before flags are set, and written down after they are set back.
 */
export function restoreFlags(): void {
  // Which of them were set is not known: another script may have done it.
  for (const [flag, value] of Object.entries(defaults)) write(flag, value);
  set.clear();
}

/** Does something, as loading a script, while no flag is set. */
export function underDefaults<Result>(work: () => Result): Result {
  const before = [...set];
  restoreFlags();
  const result = work();
  for (const [flag, value] of before) setFlag(flag, value);
  return result;
}

/**
 * Lets V8 inline a tenth of what it would. A run over code parses so little, and a run over payloads finds so many things that it
 * finds but once, that V8 takes as long to compile what it inlines into as that takes; so it compiles faster what is as fast.
 */
export function inlineLess(): void {
  setFlag('max-inlined-bytecode-size-cumulative', 100);
}

/**
 * For a run that takes some tenths of a second. Nearly all that V8 would optimise is done with before that pays, and takes the processor
 * from whom we wait for; and the space for new objects, which begins at a megabyte, has to be cleared ten times while it doubles, by
 * which V8 also comes to think that the space for old ones has to be.
 */
export function forShortRun(): void {
  setFlag('interrupt-budget', 300_000);
  setFlag('semi-space-growth-factor', 8);
}
