import type ts from 'typescript';
import type { SeenType } from '../../../model/attribute-type.ts';
import { compiler } from '../programs/compiler.ts';
import type { Facts } from '../project/facts.ts';

function named(type: SeenType, names: string): [string, SeenType][] {
  return names.split(' ').map((name) => [name, type]);
}

/** What the language's own functions return. */
const functions = new Map<string, SeenType>([
  ...named('string', 'encodeURIComponent decodeURIComponent encodeURI decodeURI escape unescape btoa atob'),
  ...named('string', 'JSON.stringify crypto.randomUUID Date String.fromCharCode process.cwd'),
  ...named('number', 'Number parseInt parseFloat Number.parseInt Number.parseFloat Date.now performance.now'),
  ...named('number', 'Date.UTC Date.parse process.uptime'),
  ...named('boolean', 'Boolean isNaN isFinite Number.isNaN Number.isFinite Number.isInteger'),
  ...named('boolean', 'Number.isSafeInteger Object.is Object.hasOwn Object.isFrozen document.hasFocus'),
  ...named('object', 'Object.fromEntries Object.create'),
  ...named('bigint', 'BigInt'),
  ...named('symbol', 'Symbol Symbol.for'),
]);

/** What a function of the language, or of `Math`, returns, by how it is written. */
export function returnedByFunction(written: string): SeenType | undefined {
  const name = written.replace(/^(?:window|globalThis|self)\??\./, '');
  return functions.get(name) ?? (/^Math\.\w+$/.test(name) ? 'number' : undefined);
}

/** What methods return that only one kind of the language's values has. */
const methods = new Map<string, SeenType>([
  ...named('date', 'toISOString'),
  ...named('string', 'trim trimStart trimEnd toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase'),
  ...named(
    'string',
    'substring substr padStart padEnd charAt toString join toFixed toPrecision toExponential',
  ),
  ...named(
    'string',
    'toDateString toTimeString toUTCString toLocaleString toLocaleDateString toLocaleTimeString',
  ),
  ...named('number', 'getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds'),
  ...named('number', 'getMilliseconds getTimezoneOffset getUTCFullYear getUTCMonth getUTCDate getUTCDay'),
  ...named('number', 'getUTCHours getUTCMinutes getUTCSeconds getUTCMilliseconds'),
  ...named('number', 'indexOf lastIndexOf findIndex findLastIndex charCodeAt codePointAt localeCompare'),
  ...named('boolean', 'includes startsWith endsWith hasOwnProperty some every has test'),
]);

/** What methods of texts return that other values have, too. An ISO date is a text as well. */
const ofTexts = new Map<string, SeenType>([
  ...named('string', 'slice concat replace replaceAll at repeat normalize'),
  ...named('number', 'search'),
]);

/** What methods of numbers, and of dates, return that other values have, too. */
const ofNumbers = new Map<string, SeenType>(named('number', 'valueOf'));
const ofDates = new Map<string, SeenType>([['toJSON', 'date'], ...named('number', 'valueOf')]);

/** What a method of the language's values returns, of which the receiver is asked where that decides it. */
export function returnedByMethod(
  { arguments: [first] }: ts.CallExpression,
  method: string,
  receiver: () => Facts,
): readonly SeenType[] | undefined {
  const returned = methods.get(method);
  if (returned) return [returned];
  // Nothing else takes a pattern and something to put in its place.
  const isPattern = first?.kind === compiler.SyntaxKind.RegularExpressionLiteral;
  if (isPattern && (method === 'replace' || method === 'replaceAll')) return ['string'];
  if (isPattern && method === 'match') return ['array', 'null'];
  if (!ofTexts.has(method) && !ofDates.has(method)) return undefined;
  const { types } = receiver();
  const among = (...all: SeenType[]) => types.length > 0 && types.every((type) => all.includes(type));
  const found =
    (among('string', 'date') ? ofTexts.get(method) : undefined) ??
    (among('number') ? ofNumbers.get(method) : undefined) ??
    (among('date') ? ofDates.get(method) : undefined);
  return found && [found];
}
