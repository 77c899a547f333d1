import { isDateText, isEventTime } from '../../../model/attribute-type.ts';
import type { TimeForm } from '../../../model/pack.ts';

/** A record's time: in the form that orders event uses, where it can be read; and whether it is written as described. */
export interface RecordTime {
  /** `yyyy-MM-dd HH:mm:ss` in UTC, with milliseconds where there are any. */
  readonly time: string | undefined;
  readonly fits: boolean;
}

/** How a database writes a time: `2026-03-27 04:08:18.123+05:30`, `… UTC`. */
const spaced = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d+))?(?: ?(Z|UTC|[+-]\d{2}(?::?\d{2})?))?$/;

/** Reads a time by the forms that a record may write it in; without any, by all that are known. */
export function readTime(value: unknown, forms: readonly TimeForm[] | undefined): RecordTime {
  const tried = forms ?? (['yyyy-MM-dd HH:mm:ss', 'iso-8601'] as const);
  for (const form of tried) {
    const time = inForm(value, form);
    if (time !== undefined) return { time, fits: true };
  }
  return forms
    ? { time: undefined, fits: false }
    : { time: typeof value === 'string' ? fromDatabase(value) : undefined, fits: true };
}

function inForm(value: unknown, form: TimeForm): string | undefined {
  if (form === 'epoch-seconds' || form === 'epoch-milliseconds') {
    // A cell of a table is a text.
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    return typeof number === 'number' ? utc(number * (form === 'epoch-seconds' ? 1000 : 1)) : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (form === 'yyyy-MM-dd HH:mm:ss') return isEventTime(value) ? value : undefined;
  return value[10] !== ' ' && isDateText(value) ? utc(Date.parse(withZone(value))) : undefined;
}

function fromDatabase(text: string): string | undefined {
  const [, day, time, fraction, zone = 'Z'] = spaced.exec(text) ?? [];
  if (day === undefined || !isDateText(`${day}T${time}`)) return undefined;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone === 'UTC' ? 'Z' : zone;
  return utc(Date.parse(withZone(`${day}T${time}${fraction ? `.${fraction.slice(0, 3)}` : ''}${offset}`)));
}

/** A time without a zone is taken as UTC: it must not depend on the machine's. */
function withZone(text: string): string {
  if (!text.includes('T')) return text;
  return /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : `${text}Z`;
}

function utc(milliseconds: number): string | undefined {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) return undefined;
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text.replace('T', ' ').replace(/(?:\.000)?Z$/, '') : undefined;
}
