/** Which paths are chosen, as a configuration says it; relative to a project's root, with `/`. */
export interface Globs {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What globs mean, as it can be written down. */
export interface GlobMeaning {
  /** How names end: nearly all globs say no more. */
  readonly endings: readonly string[];
  /** Regular expressions of whole paths. */
  readonly patterns: readonly string[];
  /** The globs of these: each may still be the name of a file that its pattern takes for something special. */
  readonly names: readonly string[];
}

/**
 * Never scanned, whatever the globs say: other people's code, what a build wrote, declarations, what package managers install
 * of themselves. In folders that may be a project's own, as `src/commands/build`, that is what no build writes. Every file of a
 * project is asked, several times, which globs would take longer for than all the rest.
 */
export const neverScanned =
  /(?:^|\/)(?:node_modules|dist|\.next|\.nuxt|\.output|\.svelte-kit|\.git|\.yarn)(?:\/|$)|(?:^|\/)(?:build|out|coverage)(?:\/(?!.*\.(?:[mc]?tsx?|jsx|vue|svelte|astro)$)|$)|\.d\.[mc]?ts$|\.min\.(?:[mc]?js|html)$|(?:^|\/)\.pnp\.[^/]*$/;

/** What globs mean, where `patternOf` gives the regular expression of one. */
export function meaningOf(globs: readonly string[], patternOf: (glob: string) => string): GlobMeaning {
  const endings: string[] = [];
  const names: string[] = [];
  for (const glob of globs) {
    const ended = endingsOf(glob);
    if (ended) endings.push(...ended);
    else names.push(glob);
  }
  return { endings, patterns: names.map(patternOf), names };
}

/** A predicate over paths: whether they are chosen. */
export function chosenBy(include: GlobMeaning, exclude: GlobMeaning): (path: string) => boolean {
  const [included, excluded] = [anyOf(include), anyOf(exclude)];
  return (path) => included(path) && !neverScanned.test(path) && !excluded(path);
}

function anyOf({ endings, patterns, names }: GlobMeaning): (path: string) => boolean {
  const all = patterns.map((source) => new RegExp(source));
  return (path) =>
    (endings.some((ending) => path.endsWith(ending)) && !path.startsWith('../')) ||
    all.some((pattern) => pattern.test(path)) ||
    names.includes(path);
}

/** The endings of names that a glob means: two for `**\/*.{ts,tsx}`. Undefined for one that says something else. */
function endingsOf(glob: string): string[] | undefined {
  const [found, before, choice, after] =
    /^\*\*\/\*([\w.-]*)(?:\{([\w-]+(?:,[\w-]+)+)\})?([\w.-]*)$/.exec(glob) ?? [];
  return found === undefined
    ? undefined
    : (choice?.split(',') ?? ['']).map((each) => `${before}${each}${after}`);
}
