import type { Automaton } from '../scanner/load.ts';
import { type Expression, isEmptyTaken, never, parsePattern, rest, type Sets } from './pattern.ts';

/** What needs more states is looked at, text by text. */
const mostStates = 140;

/**
 * What takes exactly those texts of ASCII that a pattern (a regular expression with the flag `u`) is found in. Undefined for a
 * pattern that is none, that asks for more than an automaton can tell (what stands around, what came before), or that needs too many states.
 *
 * A state is the expression of what may still come (Brzozowski's derivatives), so that making them is all there is to it.
 */
export function automatonOf(pattern: string): Automaton | undefined {
  const parsed = parsePattern(pattern);
  if (!parsed) return undefined;
  const { expression, sets } = parsed;
  const byte = classesOf(sets);
  const states: Expression[] = [never, expression];
  const numbers = new Map([
    [never.key, 0],
    [expression.key, 1],
  ]);
  const rows: number[] = [];
  for (let i = 0; i < states.length; i++) {
    const state = states[i] as Expression;
    const next = byte.representatives.map((one) => {
      const behind = rest(state, one);
      let number = numbers.get(behind.key);
      if (number === undefined) {
        number = states.push(behind) - 1;
        numbers.set(behind.key, number);
      }
      return number;
    });
    if (states.length > mostStates) return undefined;
    for (const kind of byte.classes) rows.push(next[kind] as number);
    rows.push(isEmptyTaken(state) ? 1 : 0);
  }
  return Uint8Array.from(rows);
}

/** The bytes of ASCII by what the pattern's sets say of them: to each the number of its class, and of each class one byte. */
function classesOf(sets: Sets) {
  const numbers = new Map<string, number>();
  const representatives: number[] = [];
  const classes = Array.from({ length: 128 }, (_, byte) => {
    const key = sets.map((set) => (set >> BigInt(byte)) & 1n).join('');
    let number = numbers.get(key);
    if (number === undefined) {
      number = representatives.push(byte) - 1;
      numbers.set(key, number);
    }
    return number;
  });
  return { classes, representatives };
}
