import { beforeEach, describe, expect, it } from 'vitest';
import { joinHash } from '../../../../src/model/hash.ts';
import {
  judgement,
  type Kernel,
  marks,
  recordLayout,
  scanClass,
  todo,
} from '../../../../src/read/payload/scanner/load.ts';
import { newKernel, scan } from './scan.ts';

const known = '{"event_name":"paid","attributes":{"total":5,"note":"ok"},"event_time":"2026-11-23 12:00:00"}';

let kernel: Kernel;
let envelope: { signature: number; eventId: number; root: 0 };
let total: { eventId: number; keyId: number; class: number };
let note: typeof total;

/** What is said of an entry, with the marks of it: the entry's, its attributes'. */
function judged(text: string) {
  expect(scan(kernel, Buffer.from(text))).toBe(Buffer.byteLength(text));
  const said = kernel.judge(0);
  const { out } = kernel;
  const of = (index: number) =>
    (out[recordLayout.head + recordLayout.attribute * index + 1] as number) & ~255;
  const attributes = Array.from({ length: out[4] as number }, (_, index) => of(index));
  return said === judgement.look ? { entry: out[14], users: out[15], attributes } : said;
}

beforeEach(() => {
  kernel = newKernel();
  scan(kernel, Buffer.from(known));
  const { out } = kernel;
  envelope = { signature: out[0] as number, eventId: out[1] as number, root: 0 };
  const part = (i: number) => ({
    eventId: envelope.eventId,
    keyId: out[i] as number,
    class: out[i + 1] as number,
  });
  [total, note] = [part(recordLayout.head), part(recordLayout.head + recordLayout.attribute)];
  kernel.say(envelope, { flags: 0 });
  kernel.say(total, { flags: todo.needed });
  kernel.say(note, { flags: 0, quiet: 5 });
  kernel.need(envelope.eventId, 1);
});

describe('an entry of which all is known', () => {
  it('is counted', () => {
    expect(judged(known)).toBe(judgement.counted);
  });

  it.each([
    [
      'another envelope',
      known.replace('"event_time"', '"ltv":"1","event_time"'),
      { entry: marks.envelope, attributes: [0, 0] },
    ],
    [
      'another attribute',
      known.replace('"note"', '"nota"'),
      { entry: marks.shape, attributes: [0, marks.attribute | marks.value] },
    ],
    [
      'another type',
      known.replace('5', 'true'),
      { entry: marks.shape, attributes: [marks.attribute | marks.value, 0] },
    ],
    ['an attribute too few', known.replace('"total":5,', ''), { entry: marks.shape, attributes: [0] }],
    ['a longer text', known.replace('ok', 'longer'), { entry: 0, attributes: [0, marks.value] }],
  ])('has to be looked at with %s', (_, text, expected) => {
    expect(judged(text)).toEqual({ ...expected, users: 0 });
  });

  it('is read where entries with its envelope are', () => {
    kernel.say(envelope, { flags: todo.read });
    expect(judged(known)).toBe(judgement.read);
  });
});

describe('what is counted', () => {
  it('is looked at until it is settled, and from a time on', () => {
    const id = kernel.say(note, { flags: todo.count });
    const look = { entry: 0, users: 0, attributes: [0, marks.attribute] };
    expect(judged(known)).toEqual(look);
    kernel.settle(id, 20261123120000);
    expect(judged(known)).toBe(judgement.counted);
    expect(judged(known.replace('12:00:00', '11:59:59'))).toEqual(look);
    expect(judged(known.replace(/,"event_time":"[^"]+"/, ''))).toMatchObject({ entry: marks.envelope });
    expect([kernel.taken(id), kernel.taken(id)]).toEqual([1, 0]);
  });

  it('is counted when the rest has been looked at', () => {
    const id = kernel.say(note, { flags: todo.count, quiet: 5 });
    kernel.settle(id, Number.NEGATIVE_INFINITY);
    judged(known.replace('"total":5', '"total":true'));
    expect(kernel.taken(id)).toBe(0);
    judged(known.replace('"total":5', '"total":true'));
    kernel.count();
    expect(kernel.taken(id)).toBe(1);
  });
});

describe('a number with bounds', () => {
  const asked = { entry: 0, users: 0, attributes: [marks.value, 0] };
  it.each([
    ['0', judgement.counted],
    ['10', judgement.counted],
    ['9.5', judgement.counted],
    ['-1', asked],
    ['11', asked],
    ['10.00001', asked],
    ['-0.5', asked],
    // More exact arithmetic has to tell.
    ['10.0', asked],
    ['1e1', asked],
  ])('is asked for outside of them: %s', (text, expected) => {
    kernel.say(total, { flags: todo.needed | todo.bounded, below: 0, above: 10 });
    expect(judged(known.replace('5', text))).toEqual(expected);
  });
});

describe('a value that is watched', () => {
  it('is asked for until it is known by itself', () => {
    kernel.watch(note.keyId);
    const verdict = kernel.say(note, { flags: todo.anyValue });
    expect(judged(known)).toEqual({ entry: 0, users: 0, attributes: [0, marks.value] });
    const valueId = -2 - (kernel.out[recordLayout.head + recordLayout.attribute + 5] as number);
    expect(kernel.valueText(valueId)).toBe('ok');
    kernel.say({ verdict, valueId }, { flags: 0 });
    expect(judged(known)).toBe(judgement.counted);
    expect(judged(known.replace('ok', 'no'))).toEqual({ entry: 0, users: 0, attributes: [0, marks.value] });
  });
});

describe('a user', () => {
  const text = (user: string, time = '12:00:00') =>
    known.replace('{"event_name"', `{"userID":"${user}","event_name"`).replace('12:00:00', time);

  beforeEach(() => {
    kernel.setIdentity(0, kernel.internKey('userID'), 1, 2);
    scan(kernel, Buffer.from(text('u1')));
    kernel.say({ ...envelope, signature: kernel.out[0] as number }, { flags: 0 });
  });

  it('is of no interest where users are not followed', () => {
    expect(judged(text('u1'))).toBe(judgement.counted);
  });

  it('is told of until enough is known', () => {
    kernel.followUsers(Number.POSITIVE_INFINITY);
    const told = { entry: 0, users: 1, attributes: [0, 0] };
    expect(judged(text('u1'))).toEqual(told);
    kernel.settleUser(joinHash(kernel.out[5] as number, kernel.out[16] as number), 20261123120000);
    expect(judged(text('u1', '12:00:01'))).toBe(judgement.counted);
    expect(judged(text('u1', '12:00:00'))).toEqual(told);
    expect(judged(text('u2', '12:00:01'))).toEqual(told);
  });

  it('is not followed with a hash that is too large', () => {
    kernel.followUsers(0);
    expect(judged(text('u1'))).toBe(judgement.counted);
  });

  it('that is no plain text has to be looked at', () => {
    kernel.followUsers(0);
    expect(judged(text('u\\u0031'))).toMatchObject({ users: 256 });
  });
});

it('classes are those of the record', () => {
  expect([total.class, note.class]).toEqual([scanClass.number, scanClass.string]);
});
