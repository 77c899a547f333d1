/** What the files of a run tell one another: by which names something that sends can be called. */
export interface Teaching {
  /** All of those names. */
  readonly names: ReadonlySet<string>;
  /**
   * The files without which others would not be understood, each with the names that it teaches. Of those that are marked, `~track`,
   * only the files learn to which it hands something.
   */
  readonly teachers: ReadonlyMap<string, readonly string[]>;
  /** The files with functions that are handed what sends, by the file that hands it over: what each does depends on the other. */
  readonly handing: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those of them with functions that forward a parameter, or are made of one that does: their callers decide what they send. */
  readonly forwarding: ReadonlySet<string>;
  /** Those of them by which a name stands for something that sends: whoever calls it depends on them. */
  readonly defining: ReadonlySet<string>;
  /**
   * The files that provide values for contexts, or implementations of types, each with the names of these; and those of
   * which it was asked what they hold or do.
   */
  readonly providers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly contexts: ReadonlySet<string>;
  /** Whether some file holds what a request to one of the APIs is known by. */
  readonly mentionsApi: boolean;
}

/**
 * How a file teaches names: with a function that forwards a parameter or is made of one that does, by another name for what sends, or by handing it to
 * a function of which the names are parameters.
 */
export type Lesson = 'forwards' | 'renames' | 'hands';

/** Gathers what the files of a run teach. */
export class Teachers {
  readonly #lessons = new Map<string, Set<string>>();
  readonly #forwarding = new Set<string>();
  readonly #defining = new Set<string>();

  /** Takes note of the names that a file taught. */
  add(file: string, names: readonly string[], how: Lesson): void {
    if (names.length === 0) return;
    const lessons = this.#lessons.get(file) ?? new Set();
    this.#lessons.set(file, lessons);
    for (const name of names) lessons.add(name);
    if (how !== 'hands') this.#defining.add(file);
    if (how === 'forwards') this.#forwarding.add(file);
  }

  /** The names that each file taught. */
  get lessons(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.#lessons;
  }

  /** Those with functions that forward a parameter. */
  get forwarding(): ReadonlySet<string> {
    return this.#forwarding;
  }

  /** Those by which a name stands for something that sends. */
  get defining(): ReadonlySet<string> {
    return this.#defining;
  }
}

/** The files that teach, each with the names in order. */
export function teachersBy(lessons: Teachers['lessons']): Teaching['teachers'] {
  return new Map([...lessons].map(([file, names]) => [file, [...names].sort()]));
}

/** The label under which a name that all scripts of a page have is asked for and provided, which no context has. */
export function globalLabel(name: string): string {
  return `page ${name}`;
}

/** The name of such a label; undefined for others. */
export function globalOf(label: string): string | undefined {
  return /^page (\S+)$/.exec(label)?.[1];
}
