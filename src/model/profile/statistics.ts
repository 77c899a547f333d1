import type { SeenType } from '../attribute-type.ts';
import { codePoints, utf8Bytes } from '../text.ts';
import { addDistinct, type Distinct, emptyDistinct, mergeDistinct } from './distinct.ts';
import { valueHash } from './value-hash.ts';

/** The least and the greatest of some numbers. */
export interface Bounds {
  min: number;
  max: number;
}

/** Of whole numbers also their sum, which is exact up to 2^53. */
export interface Spread extends Bounds {
  total: number;
}

/** The earliest and the latest event time, as `yyyy-MM-dd HH:mm:ss`; undefined while nothing has a time. */
export interface Period {
  first: string | undefined;
  last: string | undefined;
}

/** What is known of the values that an event's attribute was sent with. All of it joins in any order. */
export interface AttributeStatistics extends Period {
  readonly event: string;
  readonly name: string;
  /** The entries that had it, also as null. */
  entries: number;
  /** How often it was of each type, null among them. */
  readonly types: Map<SeenType, number>;
  numbers: Bounds | undefined;
  /** Of texts, those that are dates included. */
  bytes: Spread | undefined;
  characters: Spread | undefined;
  /** Of arrays. */
  elements: Spread | undefined;
  /** Of values other than null. */
  readonly distinct: Distinct;
}

/** What is known of an event. */
export interface EventStatistics extends Period {
  readonly name: string;
  entries: number;
  /** Entries without a well-formed time. */
  untimed: number;
  /** Entries by the id of the API that they are meant for, where they are meant for one. */
  readonly apis: Map<string, number>;
  /** Its declared attributes. */
  readonly attributes: Map<string, AttributeStatistics>;
}

/** Knows nothing yet of an attribute. */
export function emptyAttribute(event: string, name: string): AttributeStatistics {
  return {
    event,
    name,
    entries: 0,
    first: undefined,
    last: undefined,
    types: new Map(),
    numbers: undefined,
    bytes: undefined,
    characters: undefined,
    elements: undefined,
    distinct: emptyDistinct(),
  };
}

/** Knows nothing yet of an event. */
export function emptyEvent(name: string): EventStatistics {
  return {
    name,
    entries: 0,
    untimed: 0,
    first: undefined,
    last: undefined,
    apis: new Map(),
    attributes: new Map(),
  };
}

/** Adds one value of an attribute. `value` is undefined where it is not known: then its type is `unknown`. */
export function addValue(
  statistics: AttributeStatistics,
  type: SeenType,
  value: unknown,
  time: string | undefined,
): void {
  statistics.entries++;
  addTo(statistics.types, type, 1);
  addTime(statistics, time);
  if (value === undefined || value === null) return;
  addDistinct(statistics.distinct, valueHash(value));
  if (typeof value === 'string') {
    const bytes = utf8Bytes(value);
    statistics.bytes = spread(statistics.bytes, bytes);
    statistics.characters = spread(statistics.characters, bytes === value.length ? bytes : codePoints(value));
  } else if (Array.isArray(value)) statistics.elements = spread(statistics.elements, value.length);
  else if (typeof value === 'number' && Number.isFinite(value))
    statistics.numbers = joinBounds(statistics.numbers, { min: value, max: value });
}

/** Counts one entry of an event. */
export function addEntry(statistics: EventStatistics, time: string | undefined, api: string | undefined) {
  statistics.entries++;
  if (time === undefined) statistics.untimed++;
  addTime(statistics, time);
  if (api !== undefined) addTo(statistics.apis, api, 1);
}

/** Takes over what others know of the same attribute. */
export function mergeAttributes(held: AttributeStatistics, other: AttributeStatistics): void {
  held.entries += other.entries;
  for (const [type, count] of other.types) addTo(held.types, type, count);
  addTime(held, other.first);
  addTime(held, other.last);
  held.numbers = joinBounds(held.numbers, other.numbers);
  held.bytes = joinSpreads(held.bytes, other.bytes);
  held.characters = joinSpreads(held.characters, other.characters);
  held.elements = joinSpreads(held.elements, other.elements);
  mergeDistinct(held.distinct, other.distinct);
}

/** Takes over what others know of the same event. */
export function mergeEvents(held: EventStatistics, other: EventStatistics): void {
  held.entries += other.entries;
  held.untimed += other.untimed;
  addTime(held, other.first);
  addTime(held, other.last);
  for (const [api, count] of other.apis) addTo(held.apis, api, count);
  for (const [name, attribute] of other.attributes) {
    const known = held.attributes.get(name);
    if (known) mergeAttributes(known, attribute);
    else held.attributes.set(name, attribute);
  }
}

/** Adds to the number that stands for a key. */
function addTo<Key>(counts: Map<Key, number>, key: Key, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

function addTime(period: Period, time: string | undefined): void {
  if (time === undefined) return;
  if (period.first === undefined || time < period.first) period.first = time;
  if (period.last === undefined || time > period.last) period.last = time;
}

function joinBounds(held: Bounds | undefined, other: Bounds | undefined): Bounds | undefined {
  if (!held || !other) return held ?? other;
  if (other.min < held.min) held.min = other.min;
  if (other.max > held.max) held.max = other.max;
  return held;
}

function joinSpreads(held: Spread | undefined, other: Spread | undefined): Spread | undefined {
  if (!held || !other) return held ?? other;
  held.total += other.total;
  joinBounds(held, other);
  return held;
}

function spread(held: Spread | undefined, length: number): Spread {
  if (!held) return { min: length, max: length, total: length };
  held.total += length;
  if (length < held.min) held.min = length;
  if (length > held.max) held.max = length;
  return held;
}
