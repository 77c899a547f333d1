import { isNoneOf, nameTypes } from '../src/model/argument.ts';
import type { SeenType } from '../src/model/attribute-type.ts';
import type { ArgumentUse, CallUse } from '../src/model/event-use.ts';
import type { ArgumentRule } from '../src/model/pack.ts';
import { defineRule, type Problem } from '../src/model/rule.ts';
import { shorten } from '../src/model/text.ts';

export default defineRule({
  id: 'call-arguments',
  on: 'call',
  applies: ['code'],
  severity: 'warning',
  summary: 'The arguments of a tracking call are of the kind that its SDK takes.',
  why: 'SDKs do not check their arguments. A wrong one is turned into something else or dropped on the way, differently on every platform, and the event arrives changed or not at all.',
  good: [
    { code: `nv('event', 'order_placed', { quantity: 5 }, 10, 1);` },
    { code: `nv('event', 'order_placed', { quantity: 5 });` },
  ],
  bad: [
    { code: `nv('event', 'order_placed', {}, '10', 1);`, finds: [`'10'`] },
    { code: `nv('event', 'order_placed', 'quantity=5');`, finds: [`'quantity=5'`] },
    { code: `nv('event', 42, {});`, finds: ['42'] },
    { code: `nv('event');`, finds: ['nv'] },
  ],
  *check(call, { names, dynamic }) {
    yield* judgeName(call, names.length > 0 || dynamic);
    yield* judgeAttributes(call);
    for (const name of ['ltv', 'scope'] as const) {
      const rule = call.shape?.expects?.[name];
      const given = call.given[name];
      if (rule && given) yield* judgeExpected(name, rule, given);
    }
  },
});

function* judgeName({ given, shape, sink }: CallUse, named: boolean): Generator<Problem> {
  const at = { part: 'argument', name: 'event' } as const;
  if (isNoneOf(given.event, nameTypes))
    yield {
      at,
      message: `The event name is ${kinds(given.event?.types)}; it must be a string.`,
      help: 'Give the name of the event as text.',
    };
  else if (shape && !given.event && !named)
    yield { at, message: `This call of \`${sink}\` names no event.`, help: 'Give the name of the event.' };
}

function* judgeAttributes({ given }: CallUse): Generator<Problem> {
  if (!isNoneOf(given.attributes, ['object'])) return;
  yield {
    at: { part: 'argument', name: 'attributes' },
    message: `The attributes are ${kinds(given.attributes?.types)}; they must be an object.`,
    help: 'Give an object with a property for each attribute, empty or left out when there are none.',
  };
}

function* judgeExpected(name: 'ltv' | 'scope', rule: ArgumentRule, given: ArgumentUse): Generator<Problem> {
  const at = { part: 'argument', name } as const;
  // SDKs read null as an argument that was left out.
  const wrong = given.types.filter((type) => type !== 'unknown' && type !== 'null' && !fits(type, rule.type));
  if (wrong.length > 0) {
    yield {
      at,
      message: `\`${name}\` is ${kinds(wrong)}; this SDK takes a ${rule.type}.`,
      help: `Give it as a ${rule.type}.`,
    };
    return;
  }
  const { pattern } = rule;
  if (pattern === undefined) return;
  const form = new RegExp(pattern, 'u');
  const value = given.values?.find((one) => isPlain(one) && !form.test(String(one)));
  if (value === undefined) return;
  const must = rule.allows ? `it must be ${rule.allows}` : `it must match ${pattern}`;
  yield {
    at,
    message: `\`${name}\` is ${shorten(JSON.stringify(value))}; ${must}.`,
    help: `Give one of the values that the SDK knows, or leave \`${name}\` out.`,
  };
}

function fits(type: SeenType, wanted: ArgumentRule['type']): boolean {
  return type === wanted || (wanted === 'string' && type === 'date');
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const words: Partial<Record<SeenType, string>> = {
  null: 'null',
  object: 'an object',
  array: 'an array',
  'object[]': 'an array',
  date: 'a string',
};

function kinds(types: readonly SeenType[] = []): string {
  return [...new Set(types.map((type) => words[type] ?? `a ${type}`))].join(' or ');
}
