import type { Input } from '../read/payload/stream/input.ts';
import type { World } from './world.ts';

/** Is told, as a payload is read, how much of it has been. */
export type Gauge = (bytes: number, events: number) => void;

/** Says how far the payloads of a run have been read. */
export class Meter {
  readonly #world: Pick<World, 'progress' | 'now'>;
  readonly #start: number;
  readonly #of: () => number | undefined;
  /** What was read of payloads before the one that is being read. */
  #before = { bytes: 0, events: 0 };
  #present = { bytes: 0, events: 0 };

  /** `of` says how many bytes all payloads have; it is asked when that is shown for the first time. */
  constructor(world: Pick<World, 'progress' | 'now'>, of: () => number | undefined) {
    this.#world = world;
    this.#start = world.now();
    let known: { readonly bytes: number | undefined } | undefined;
    this.#of = () => {
      known ??= { bytes: of() };
      return known.bytes;
    };
  }

  /** A gauge for the next payload. */
  next(file: string): Gauge {
    this.#before = {
      bytes: this.#before.bytes + this.#present.bytes,
      events: this.#before.events + this.#present.events,
    };
    this.#present = { bytes: 0, events: 0 };
    return (bytes, events) => {
      this.#present = { bytes, events };
      this.#world.progress(() => ({
        doing: `Reading ${file}`,
        read: {
          bytes: this.#before.bytes + bytes,
          of: this.#of(),
          events: this.#before.events + events,
          seconds: (this.#world.now() - this.#start) / 1000,
        },
      }));
    };
  }
}

/** The same input, of which is told how many bytes have been read. */
export function gauged(input: Input, tell: (bytes: number) => void): Input {
  let bytes = 0;
  const told = (count: number) => {
    bytes += count;
    tell(bytes);
    return count;
  };
  return {
    again: input.again,
    keep: input.keep,
    read(into) {
      const count = input.read(into);
      return typeof count === 'number' ? told(count) : count.then(told);
    },
    get damage() {
      return input.damage;
    },
  };
}

/** The sum of sizes; undefined where one of them is not known. */
export function sumOf(sizes: readonly (number | undefined)[]): number | undefined {
  return sizes.reduce<number | undefined>(
    (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
    0,
  );
}
