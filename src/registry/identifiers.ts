import { createHash } from 'node:crypto';
import { snakeCase } from '../model/name.ts';

/** A short text that stands for a name and no other. */
export function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}

/**
 * Gives each name a text of its own. Of names that would get the same one, that in snake_case keeps it, and the others are
 * told apart by a digest of theirs: what a name gets depends on no order.
 */
export function distinct(
  names: readonly string[],
  textOf: (name: string) => string,
  keyOf: (text: string) => string = (text) => text,
): ReadonlyMap<string, string> {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = keyOf(textOf(name));
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  const isPlain = (name: string) => {
    const group = groups.get(keyOf(textOf(name))) ?? [];
    return (
      group.length === 1 ||
      (snakeCase(name) === name && group.filter((each) => snakeCase(each) === each).length === 1)
    );
  };
  return new Map(
    names.map((name) => [name, isPlain(name) ? textOf(name) : `${textOf(name)}_${digest(name)}`]),
  );
}

/**
 * A name as a TypeScript identifier in PascalCase: `order_placed` → `OrderPlaced`, `2fa on` → `_2faOn`. Characters beyond the
 * basic plane are left out: which of them may stand in an identifier differs from one compiler to the next.
 */
export function pascalIdentifier(name: string): string {
  const basic = name.normalize('NFC').replace(/[\u{10000}-\u{10ffff}]/gu, ' ');
  const words = basic.match(/[^\P{ID_Continue}_]+/gu) ?? [];
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
}

/** A name as the key of a property: as it is where that can be read, else in quotes. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}
