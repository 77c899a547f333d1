import { hasEscapes, scanClass, todo } from '../scanner/load.ts';
import type { AttributeVerdict, EventTable, Verdict, Verdicts } from './verdicts.ts';
import type { Window } from './window.ts';

/** Tells which values of attributes rules have to see, and what these do. */
export class Values {
  readonly #window: Window;
  readonly #verdicts: Verdicts;

  constructor(window: Window, verdicts: Verdicts) {
    this.#window = window;
    this.#verdicts = verdicts;
  }

  /** What a value does that stands in the kernel's record, or in a note, from an attribute on; undefined where rules need not see it. */
  of(event: EventTable, verdict: AttributeVerdict, record: Int32Array, i: number): Verdict | undefined {
    const [scanned, from, to, size] = [record[i + 1], record[i + 3], record[i + 4], record[i + 5]] as [
      number,
      number,
      number,
      number,
    ];
    const { flags, quiet } = verdict.said;
    // The kernel has not found the pattern in it, or every value is asked for.
    if ((flags & (todo.anyValue | todo.patterned)) === 0) {
      // A watched value has no escapes, so that its length is that of what stands between its quotes.
      const isOfConcern =
        quiet === undefined
          ? this.#isOutside(verdict, scanned, from, to)
          : (size < 0 ? to - from - 2 : size) > quiet;
      if (!isOfConcern) return undefined;
    }
    return this.#verdicts.value(event, verdict, Math.max(-1, -2 - size), () =>
      this.#value(scanned, from, to),
    );
  }

  #isOutside(
    { said: { flags, below, above } }: AttributeVerdict,
    scanned: number,
    from: number,
    to: number,
  ): boolean {
    if ((scanned & 255) !== scanClass.number || (flags & todo.bounded) === 0) return false;
    const value = Number(this.#window.text(from, to));
    return value < (below ?? value) || value > (above ?? value);
  }

  #value(scanned: number, from: number, to: number): unknown {
    // A text without escapes needs no parser.
    const isPlain = (scanned & 255) <= scanClass.date && (scanned & hasEscapes) === 0;
    return isPlain ? this.#window.text(from + 1, to - 1) : JSON.parse(this.#window.text(from, to));
  }
}
