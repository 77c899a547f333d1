/** Where modules whose specifiers begin, or are, as some text says are found. */
export interface Alias {
  readonly prefix: string;
  /** Undefined for an alias that stands for one module alone. */
  readonly suffix: string | undefined;
  readonly targets: readonly string[];
}

/** `"@/*": ["./src/*"]`, and `"#src/*": { "import": "./src/*" }`. */
export function aliasesIn(paths: unknown): readonly Alias[] {
  if (typeof paths !== 'object' || paths === null) return [];
  return Object.entries(paths).map(([pattern, targets]) => {
    const [prefix = '', suffix] = pattern.split('*');
    return { prefix, suffix, targets: conditions(targets) };
  });
}

/** The targets that aliases give to a specifier, those of the most special one first. */
export function fitting(paths: readonly Alias[], specifier: string): readonly (readonly string[])[] {
  return paths
    .map((alias) => ({ ...alias, star: starOf(alias, specifier) }))
    .filter(({ star }) => star !== undefined)
    .sort((a, b) => b.prefix.length - a.prefix.length)
    .map(({ star = '', targets }) => targets.map((target) => target.replace('*', star)));
}

/** What stands for the star of an alias; undefined where the alias does not fit. */
function starOf({ prefix, suffix }: Alias, specifier: string): string | undefined {
  if (suffix === undefined) return specifier === prefix ? '' : undefined;
  const isLongEnough = specifier.length >= prefix.length + suffix.length;
  if (!isLongEnough || !specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return undefined;
  return specifier.slice(prefix.length, specifier.length - suffix.length);
}

/** The texts that a value of `package.json` names under any condition. */
export function conditions(entry: unknown): string[] {
  if (typeof entry === 'string') return [entry];
  return typeof entry === 'object' && entry !== null ? Object.values(entry).flatMap(conditions) : [];
}

/** What may stand alone or in a list, of the texts in it. */
export function textsOf(value: unknown): string[] {
  return [value].flat().filter((each): each is string => typeof each === 'string');
}
