import type { Rule } from '../model/rule.ts';

/** Where the time of a run goes. */
export class Stopwatch {
  readonly #now: () => number;
  readonly #phases = new Map<string, number>();
  readonly #rules = new Map<string, number>();
  #since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  /** Ends a phase: what went by since the last one ended is its time. */
  end(phase: string): void {
    const now = this.#now();
    this.#phases.set(phase, (this.#phases.get(phase) ?? 0) + now - this.#since);
    this.#since = now;
  }

  /** The same rules, with the time that each takes counted. */
  timed(rules: readonly Rule[]): readonly Rule[] {
    return rules.map((rule) => {
      const timed =
        <Args extends unknown[], Result>(run: (...args: Args) => Result) =>
        (...args: Args): Result => {
          const start = this.#now();
          const result = run(...args);
          // A check is a generator: its work is done when it is asked for what it found.
          const made = isIterator(result) ? ([...result] as Result) : result;
          this.#rules.set(rule.id, (this.#rules.get(rule.id) ?? 0) + this.#now() - start);
          return made;
        };
      if (rule.on === 'reading') return rule;
      return rule.on === 'run'
        ? {
            ...rule,
            ...(rule.sights && { sights: timed(rule.sights.bind(rule)) }),
            ...(rule.fold && { fold: { ...rule.fold, add: timed(rule.fold.add.bind(rule.fold)) } }),
            findings: timed(rule.findings.bind(rule)),
          }
        : ({ ...rule, check: timed((rule.check as (...args: unknown[]) => unknown).bind(rule)) } as Rule);
    });
  }

  /** The times as lines, in milliseconds, the phases in order and the slowest rules first. */
  lines(): string[] {
    const line = ([name, time]: readonly [string, number]) =>
      `  ${name.padEnd(28)} ${time.toFixed(1).padStart(9)} ms`;
    const rules = [...this.#rules].filter(([, time]) => time >= 0.05).sort((a, b) => b[1] - a[1]);
    return ['Phases:', ...[...this.#phases].map(line), 'Rules (a part of the phases):', ...rules.map(line)];
  }
}

function isIterator(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && 'next' in value && Symbol.iterator in value;
}
