import { type SeenType, typeOfValue } from '../../../model/attribute-type.ts';

/** What is known of an expression's value. */
export interface Facts {
  /** Every type that it can have, sorted; empty when it can only be undefined. */
  readonly types: readonly SeenType[];
  /** The values that it is known to have. */
  readonly values: readonly unknown[];
  /** It has no value but `values`. */
  readonly complete: boolean;
  /** It may be undefined. */
  readonly optional: boolean;
  /** It may be undefined though its type does not say so: what a map has under a key that may be any. */
  readonly mayBeNone?: boolean;
  /** Why it is not fully known: "the parameter `name`". */
  readonly why: string | undefined;
}

/** So many values are followed; a union of more is taken as not known. */
export const mostValues = 64;

/** It can only be undefined. */
export const nothing: Facts = { types: [], values: [], complete: true, optional: true, why: undefined };

/** Nothing is known. */
export function unknown(why: string): Facts {
  return { types: ['unknown'], values: [], complete: false, optional: false, why };
}

/** Only the types are known. */
export function ofTypes(...types: SeenType[]): Facts {
  return { types, values: [], complete: false, optional: false, why: undefined };
}

/** A text that is not known, and why. */
export function someText(why: string): Facts {
  return { ...ofTypes('string'), why };
}

/** One known value. */
export function literal(value: unknown): Facts {
  return { types: [typeOfValue(value)], values: [value], complete: true, optional: false, why: undefined };
}

/** Either of several. */
export function union(all: readonly Facts[]): Facts {
  const [first] = all;
  if (first && all.every((facts) => facts === first)) return first;
  const values = [...new Set(all.flatMap((facts) => facts.values))];
  const few = values.length <= mostValues;
  return {
    types: [...new Set(all.flatMap((facts) => facts.types))].sort(),
    values: few ? values : [],
    complete: few && all.every((facts) => facts.complete),
    optional: all.some((facts) => facts.optional),
    ...(all.some((facts) => facts.mayBeNone) && { mayBeNone: true }),
    why: all.find((facts) => facts.why !== undefined)?.why ?? (few ? undefined : 'one of very many values'),
  };
}

/** Its values when all of them are known. */
export function allValues(facts: Facts): readonly unknown[] | undefined {
  return facts.complete ? facts.values : undefined;
}

/** Nothing is known of its type. */
export function isUnknown({ types }: Facts): boolean {
  return types.length === 1 && types[0] === 'unknown';
}

/** The same without the values that a condition has ruled out. */
export function without(
  facts: Facts,
  ruledOut: (value: unknown) => boolean,
  types: readonly SeenType[],
): Facts {
  return {
    ...facts,
    types: facts.types.filter((type) => !types.includes(type)),
    values: facts.values.filter((value) => !ruledOut(value)),
  };
}
