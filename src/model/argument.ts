import type { SeenType } from './attribute-type.ts';
import type { ArgumentUse } from './event-use.ts';

/** Whether an argument is known to be none of `types`: then it is a wrong argument, not a dynamic one. */
export function isNoneOf(argument: ArgumentUse | undefined, types: readonly SeenType[]): boolean {
  if (!argument || argument.types.length === 0) return false;
  return argument.types.every((type) => type !== 'unknown' && !types.includes(type));
}

/** What an event's name can be: text, also text that reads as a date. */
export const nameTypes = ['string', 'date'] as const;
