/** The attribute types that a registry may declare. */
export const attributeTypes = ['string', 'number', 'boolean', 'date', 'object', 'object[]'] as const;

/** One of the six supported attribute types. */
export type AttributeType = (typeof attributeTypes)[number];

/** What an attribute was seen to be: a supported type, an unsupported one, or `unknown` when not statically known. */
export type SeenType = AttributeType | 'null' | 'array' | 'function' | 'bigint' | 'symbol' | 'unknown';

/** Three answers: static analysis does not always know. */
export type Answer = 'yes' | 'no' | 'unknown';

/** True for the six types that can be sent and locked. */
export function isSupported(type: SeenType): type is AttributeType {
  return supported.has(type);
}

const supported: ReadonlySet<string> = new Set(attributeTypes);

/** The type of a JSON value, by the contract's table. */
export function typeOfValue(value: unknown): SeenType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'bigint':
      return 'bigint';
    case 'function':
      return 'function';
    case 'symbol':
      return 'symbol';
    case 'string':
      return isDateText(value) ? 'date' : 'string';
    case 'undefined':
      return 'unknown';
    default:
      if (value === null) return 'null';
      if (Array.isArray(value)) return value.every(isPlainObject) ? 'object[]' : 'array';
      return 'object';
  }
}

/**
 * Whether a value of type `seen` may be sent where `locked` is the type for good. A date-like text is a string where a
 * string is locked; `null` carries no type, so it neither sets nor breaks a lock.
 */
export function accepts(locked: AttributeType, seen: SeenType): Answer {
  if (seen === 'unknown' || seen === 'null') return 'unknown';
  if (seen === locked || (locked === 'string' && seen === 'date')) return 'yes';
  return 'no';
}

/** The types that set or break a lock. A date beside a string is a string: the lock that takes one takes the other. */
export function lockableTypes(seen: readonly SeenType[]): readonly AttributeType[] {
  // Mostly all are, and there are many attributes: those of one type share the list.
  const types = seen.every(isSupported) ? seen : seen.filter(isSupported);
  return types.includes('string') && types.includes('date') ? types.filter((type) => type !== 'date') : types;
}

const dateForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const spacedForm = /^\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2})?$/;

/** Whether a text is a real date written `yyyy-MM-dd`, `yyyy-MM-dd HH:mm:ss` or ISO 8601. */
export function isDateText(text: string): boolean {
  // The cheap test first: nearly every string fails it.
  if (text.length < 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const parts = dateForm.exec(text);
  if (!parts || (text[10] === ' ' && !spacedForm.test(text))) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  return isRealTime(
    year as number,
    month as number,
    day as number,
    hour as number,
    minute as number,
    second as number,
  );
}

/** Whether a text is a real date and time written exactly `yyyy-MM-dd HH:mm:ss`. */
export function isEventTime(text: string): boolean {
  return text.length === 19 && text[10] === ' ' && isDateText(text);
}

function isRealTime(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] as number;
  return day <= days;
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
