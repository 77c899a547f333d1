/** What the files of a run tell one another: by which names something that sends can be called. */
export interface Teaching {
  /** All of those names, sorted. */
  readonly names: readonly string[];
  /** The files without which the others would not be understood: they name what sends, or provide it. */
  readonly teachers: ReadonlySet<string>;
  /** Those of them with functions that forward a parameter: their callers decide what they send. */
  readonly forwarding: ReadonlySet<string>;
  /** Whether some file holds what a request to one of the APIs is known by. */
  readonly mentionsApi: boolean;
}

/** Where functions may be handed to whoever asks for them, without an argument. */
const providing = /\.Provider\b|\b(?:provide|setContext)\s*\(/;

/** Gathers what the files of a run teach. */
export class Teachers {
  readonly #teachers = new Set<string>();
  readonly #forwarding = new Set<string>();

  /** Takes note of the names that a file taught; `isForwarding` where they are those of functions in it that forward. */
  add(file: string, names: readonly string[], isForwarding: boolean): void {
    if (names.length === 0) return;
    this.#teachers.add(file);
    if (isForwarding) this.#forwarding.add(file);
  }

  /** Takes note of a file that was parsed. */
  addParsed(file: string, text: string): void {
    if (providing.test(text)) this.#teachers.add(file);
  }

  /** What was taught. */
  taught(names: Iterable<string>, mentionsApi: boolean): Teaching {
    return {
      names: [...names].sort(),
      teachers: this.#teachers,
      forwarding: this.#forwarding,
      mentionsApi,
    };
  }
}
