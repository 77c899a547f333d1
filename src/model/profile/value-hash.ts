import { joinHash } from '../hash.ts';

/**
 * A hash of a JSON value, as a whole number below 2^53 whose bits are as good as drawn: alike on every machine, and for any
 * order of an object's keys. Values of different types are different values: `5` is not `"5"`.
 */
export function valueHash(value: unknown): number {
  first = 0x243f6a88;
  second = 0x85a308d3;
  take(value);
  return joinHash(finished(first), finished(second));
}

/** The two halves while a value is taken in. Nothing waits in between, so that one pair serves all. */
let [first, second] = [0, 0];

const double = new DataView(new ArrayBuffer(8));

/** Values are as deep as the reader lets them be. */
function take(value: unknown): void {
  if (typeof value === 'string') takeText(1, value);
  else if (typeof value === 'number') {
    // One zero for both.
    double.setFloat64(0, value + 0);
    takeUnits(2, double.getInt32(0));
    takeUnits(2, double.getInt32(4));
  } else if (Array.isArray(value)) {
    takeUnits(3, value.length);
    for (const element of value) take(element);
  } else if (typeof value === 'object' && value !== null) {
    const members = value as Readonly<Record<string, unknown>>;
    const keys = Object.keys(members).sort();
    takeUnits(4, keys.length);
    for (const key of keys) {
      takeText(1, key);
      take(members[key]);
    }
  } else takeText(5, String(value));
}

/** Kind and length come first, so that no two values are taken in alike. */
function takeText(kind: number, text: string): void {
  takeUnits(kind, text.length);
  let [one, other] = [first, second];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    one = firstWith(one, unit);
    other = secondWith(other, unit);
  }
  first = one;
  second = other;
}

function takeUnits(kind: number, length: number): void {
  first = firstWith(firstWith(first, kind), length);
  second = secondWith(secondWith(second, kind), length);
}

function firstWith(state: number, unit: number): number {
  const next = Math.imul(state ^ unit, 0x9e3779b1);
  return next ^ (next >>> 15);
}

function secondWith(state: number, unit: number): number {
  const next = Math.imul(state ^ unit, 0xc2b2ae35);
  return next ^ (next >>> 13);
}

/** MurmurHash3's last step: every bit of the state reaches every bit of the result. */
function finished(state: number): number {
  let hash = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
