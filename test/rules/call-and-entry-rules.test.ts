import { describe, expect, it } from 'vitest';
import batchSize from '../../rules/batch-size.ts';
import callArguments from '../../rules/call-arguments.ts';
import dynamicAttributes from '../../rules/dynamic-attributes.ts';
import dynamicEventName from '../../rules/dynamic-event-name.ts';
import eventTime from '../../rules/event-time.ts';
import userIdentity from '../../rules/user-identity.ts';
import type { SeenType } from '../../src/model/attribute-type.ts';
import type { CallUse, Entry } from '../../src/model/event-use.ts';
import type { CallShape } from '../../src/model/pack.ts';
import { api, context, use } from './run-uses.ts';

const nothing = context({});
const scope = { type: 'number', pattern: '^[12]$', allows: '1 or 2', source: 'test' } as const;
const shape: CallShape = {
  callee: 'nv',
  event: '1',
  attributes: '2',
  expects: { scope, ltv: { type: 'string', source: 'test' } },
};

function call(given: Record<string, string | readonly unknown[]>): CallUse {
  const uses = Object.entries(given).map(([name, it]) =>
    typeof it === 'string'
      ? [name, { types: it.split('|') as SeenType[] }]
      : [name, { types: [...new Set(it.map((value) => typeof value))], values: it }],
  );
  return { sink: 'nv', via: [], shape, given: Object.fromEntries(uses) };
}

describe('call-arguments', () => {
  it.each<[Record<string, string | readonly unknown[]>, string | undefined]>([
    [{ event: 'string', attributes: 'object', scope: [1], ltv: ['10'] }, undefined],
    [{ event: 'string', ltv: 'unknown', scope: 'null' }, undefined],
    [{ event: 'string', ltv: 'date' }, undefined],
    [{ event: 'string', ltv: [10] }, '`ltv` is a number; this SDK takes a string.'],
    [{ event: 'string', ltv: 'number|string' }, '`ltv` is a number; this SDK takes a string.'],
    [{ event: 'string', scope: 'object' }, '`scope` is an object; this SDK takes a number.'],
    [{ event: 'string', scope: [1, 5] }, '`scope` is 5; it must be 1 or 2.'],
    [{ event: 'number' }, 'The event name is a number; it must be a string.'],
    [{ event: 'number|unknown' }, undefined],
    [{ event: 'number|string' }, undefined],
    [{ event: 'string', attributes: 'array' }, 'The attributes are an array; they must be an object.'],
    [{ event: 'string', attributes: 'null' }, 'The attributes are null; they must be an object.'],
    [{ event: 'string', attributes: 'object|null' }, undefined],
  ])('%j', (given, expected) => {
    const problems = [...callArguments.check(call(given), use('order_placed'))];
    expect(problems.map(({ message }) => message)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('finds a call that names no event, unless its name is only unknown', () => {
    const unnamed = { ...use(''), dynamic: false };
    expect([...callArguments.check(call({}), unnamed)]).toMatchObject([
      { at: { part: 'argument', name: 'event' }, message: 'This call of `nv` names no event.' },
    ]);
    expect([...callArguments.check(call({}), use(''))]).toEqual([]);
  });
});

describe('what is not known', () => {
  it('is said once, with its reason', () => {
    const unknown = { ...call({ event: 'string', attributes: 'unknown' }), unknownName: 'a parameter' };
    expect([...dynamicEventName.check(unknown, use(''))]).toMatchObject([
      { message: 'The name of this event is not known from the code: it is a parameter.' },
    ]);
    expect([...dynamicAttributes.check(unknown, { ...use('a'), open: true })]).toMatchObject([
      { message: 'Not every attribute of this event is known from the code.' },
    ]);
  });

  it('is not what is known to be wrong', () => {
    const wrong = call({ event: 'number', attributes: 'string' });
    expect([...dynamicEventName.check(wrong, use(''))]).toEqual([]);
    expect([...dynamicAttributes.check(wrong, { ...use('a'), open: true })]).toEqual([]);
  });
});

function entry(fields: Record<string, unknown>): Entry {
  return { ...use('a'), api: api('events'), fields };
}

describe('user-identity', () => {
  it.each<[Record<string, unknown>, boolean, string | undefined]>([
    [{ userID: 'u1' }, false, undefined],
    [{ userID: 7 }, false, undefined],
    [{ userID: null }, false, undefined],
    [{}, false, '`userID` is missing; the entry has no user.'],
    [{ userID: ' ' }, false, '`userID` is empty; the entry has no user.'],
    [{ email: 'a@example.com' }, false, '`userID` is missing; the entry has no user.'],
    [{ email: 'a@example.com' }, true, undefined],
    [{ userID: '', email: 'a@example.com' }, true, undefined],
    [{ email: '' }, true, '`email` is empty; the entry has no user.'],
    [{}, true, 'None of `userID`, `email` is given, so the entry has no user.'],
    [JSON.parse('{"__proto__":{"userID":"u1"}}'), false, '`userID` is missing; the entry has no user.'],
  ])('%j, merging %s', (fields, userMerging, expected) => {
    const problems = [...userIdentity.check(entry(fields), { ...nothing, userMerging })];
    expect(problems.map(({ message }) => message)).toEqual(expected === undefined ? [] : [expected]);
  });
});

describe('event-time', () => {
  it.each([
    ['2022-03-27 04:08:18', true],
    ['2024-02-29 00:00:00', true],
    ['2022-02-29 00:00:00', false],
    ['2022-03-27 24:00:00', false],
    ['2022-03-27', false],
    ['2022-03-27T04:08:18', false],
    ['2022-03-27 04:08:18Z', false],
    ['', false],
    [1648354098, true],
    [undefined, true],
  ])('%j is fine or not its own fault: %s', (event_time, fine) => {
    expect([...eventTime.check(entry({ event_time }), nothing)]).toHaveLength(fine ? 0 : 1);
  });
});

describe('batch-size', () => {
  it.each([
    [1000, undefined],
    [1001, 'Split it into 2 calls.'],
    [3000, 'Split it into 3 calls.'],
  ])('%i entries', (size, help) => {
    const [problem] = [...batchSize.check({ ...entry({}), size })];
    expect(problem?.help).toBe(help);
  });
});
