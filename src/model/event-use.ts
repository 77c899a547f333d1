import type { SeenType } from './attribute-type.ts';
import type { Api, CallShape } from './pack.ts';
import type { Place } from './text.ts';

/** A part of an event use that a finding can point at, by name: the reader knows where it stands. */
export type Target =
  /** The event's name (a value in code, payload; a key in the registry). */
  | { readonly part: 'event' }
  /** The attributes as a whole (the object), or the call or entry where there are none. */
  | { readonly part: 'attributes' }
  /** An attribute's name (its key). */
  | { readonly part: 'attribute'; readonly name: string }
  /** An attribute's value (in the registry, its declared type). */
  | { readonly part: 'value'; readonly name: string }
  /** A named argument of a call, or the call where it is missing. */
  | { readonly part: 'argument'; readonly name: 'event' | 'attributes' | 'ltv' | 'scope' }
  /** A field of an entry's envelope by dotted path: its value, or the entry where it is missing. */
  | { readonly part: 'field'; readonly path: string }
  /** The whole: callee of a call, first line of an entry. */
  | { readonly part: 'whole' };

/** The attribute that a part is of. */
export function attributeOf(target: Target): string | undefined {
  return target.part === 'attribute' || target.part === 'value' ? target.name : undefined;
}

/** Turns a part into the exact place of its text, without quotes added or lost: a key or value with its quotes. */
export type Locate = (target: Target) => Place;

/** Where a use stands among all: the earliest event time, then file, then position. */
export interface Order {
  /** The event's own time where it is well-formed, else undefined: such uses come after all timed ones. */
  readonly time: string | undefined;
  readonly file: string;
  /** Ascending over the parts of a file that were read apart: 0 where it was read as a whole. */
  readonly part: number;
  /** The line of the text that holds it, 1-based, in its part: 1 where the file is one text. */
  readonly line: number;
  /** Ascending within that text. */
  readonly index: number;
}

/** One attribute as it was seen. */
export interface AttributeUse {
  readonly name: string;
  /** Every type that it can have, sorted; `['unknown']` when not known. Never empty. */
  readonly types: readonly SeenType[];
  /** May be absent. */
  readonly optional: boolean;
  /** Its possible values when all of them are known (one in a payload); absent otherwise. */
  readonly values?: readonly unknown[] | undefined;
}

/** What kind of input a use comes from. Rules declare which kinds they apply to; their checks never ask. */
export type Source = 'code' | 'payload' | 'registry';

/** One event as it was seen somewhere: a call site, a payload entry or a declaration. */
export interface EventUse {
  readonly source: Source;
  /** The event's possible names, in source order, without duplicates; empty when none is known. */
  readonly names: readonly string[];
  /** It may have a name that is not in `names`. */
  readonly dynamic: boolean;
  /** In source order, without duplicate names. */
  readonly attributes: readonly AttributeUse[];
  /** Attributes beyond those listed may be sent. */
  readonly open: boolean;
  readonly order: Order;
  readonly locate: Locate;
  /** The HTTP interface it goes through, where that is known. */
  readonly api?: Api | undefined;
  /** For a call site. */
  readonly call?: CallUse | undefined;
}

/** One step of a wrapper chain, from the outermost call to the SDK. */
export interface ViaStep {
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** A call's argument as far as it is known. */
export interface ArgumentUse {
  readonly types: readonly SeenType[];
  readonly values?: readonly unknown[] | undefined;
}

/** What is particular to a call site. */
export interface CallUse {
  /** How the SDK call is named in reports: `nv('event')`, `fetch`. */
  readonly sink: string;
  readonly shape?: CallShape | undefined;
  readonly via: readonly ViaStep[];
  /** Named arguments that were given. */
  readonly given: Partial<Readonly<Record<'event' | 'attributes' | 'ltv' | 'scope', ArgumentUse>>>;
  /** Why the name or the attributes are not fully known, for the message: "a function parameter". */
  readonly unknownName?: string | undefined;
  readonly unknownAttributes?: string | undefined;
}

/** One entry of a payload: an event and its envelope, or a user's profile. */
export interface Entry {
  readonly api: Api;
  /** The entry's fields as parsed; never an array. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly order: Order;
  readonly locate: Locate;
  /** Absent for entries that carry no event. */
  readonly use?: EventUse | undefined;
}

/** One request body, with the number of its entries. */
export interface Request {
  readonly api: Api;
  readonly size: number;
  /** `whole` is where the entries begin. */
  readonly locate: Locate;
}

/** Total order of uses: timed before untimed, then by time, file and position. */
export function compareOrder(a: Order, b: Order): number {
  if (a.time !== b.time) {
    if (a.time === undefined) return 1;
    if (b.time === undefined) return -1;
    return a.time < b.time ? -1 : 1;
  }
  return compareStanding(a, b);
}

/** Total order of uses by where they stand: by file and position, whatever their time. */
export function compareStanding(a: Order, b: Order): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.part - b.part || a.line - b.line || a.index - b.index;
}

/** An event time as a number whose order is that of the times: `2026-03-27 04:08:18` → 20260327040818. */
export function timeNumber(time: string): number {
  let number = 0;
  for (let i = 0; i < time.length; i++) {
    const digit = time.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
  }
  return number;
}
