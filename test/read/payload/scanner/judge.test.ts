import { beforeEach, describe, expect, it } from 'vitest';
import { joinHash } from '../../../../src/model/hash.ts';
import {
  judgement,
  type Kernel,
  marks,
  noteLayout,
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
  for (const scanned of [scanClass.number, scanClass.string, scanClass.boolean])
    kernel.bound(envelope.eventId, scanned, 1);
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
      { entry: 0, attributes: [0, marks.attribute | marks.value] },
    ],
    [
      'another type',
      known.replace('5', 'true'),
      { entry: marks.shape, attributes: [marks.attribute | marks.value, 0] },
    ],
    [
      'an attribute too many of its class',
      known.replace('"ok"', '7'),
      { entry: marks.shape, attributes: [0, marks.attribute | marks.value] },
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

  it('is not kept where nobody asks for it', () => {
    kernel.watch(note.keyId);
    const count = kernel.valueCount();
    expect(judged(known.replace('ok', 'so'))).toBe(judgement.counted);
    expect(kernel.valueCount()).toBe(count);
    kernel.say(note, { flags: todo.anyValue });
    judged(known.replace('ok', 'so'));
    expect(kernel.valueCount()).toBe(count + 1);
  });
});

describe('a text with a pattern', () => {
  // Takes what has an even number of \u0061, and \u0062.
  const automaton = new Uint8Array(3 * 129);
  automaton.set([2, 1], 129 + 97);
  automaton.set([1, 2], 2 * 129 + 97);
  automaton[129 + 128] = 1;

  it.each([
    ['', judgement.counted],
    ['a', judgement.look],
    ['aa', judgement.counted],
    ['abab', judgement.counted],
    ['abb', judgement.look],
    ['aab', judgement.counted],
    ['aac', judgement.look],
    ['é', judgement.look],
    ['a\\u0061', judgement.look],
    ['aaaaaa', judgement.look],
  ])('is asked for where the automaton does not take it, and where it is too long: %s', (text, expected) => {
    const id = kernel.addAutomaton(automaton);
    kernel.say(note, { flags: todo.patterned, quiet: 5, automaton: id });
    const one = known.replace('ok', text);
    expect(scan(kernel, Buffer.from(one))).toBe(Buffer.byteLength(one));
    expect(kernel.judge(0)).toBe(expected);
    const marked = kernel.out[recordLayout.head + recordLayout.attribute + 1] as number;
    expect(marked & ~(255 | 256)).toBe(expected === judgement.look ? marks.value : 0);
  });

  it('is not known where there is no more room for automata', () => {
    let added = 0;
    while (kernel.addAutomaton(new Uint8Array(100 * 129)) > 0) added++;
    expect(added).toBe(Math.floor(2 ** 20 / (100 * 129)));
    expect(kernel.addAutomaton(new Uint8Array(600 * 129))).toBe(0);
  });
});

describe('lines that are passed over', () => {
  const line = `${known}\n`;
  const passed = (text: string, inList: 0 | 1 = 0) => {
    const bytes = Buffer.from(text);
    kernel.reserve(bytes.length + 8);
    kernel.input.set(bytes);
    kernel.input.set(Buffer.from('}}\n\n{}\n'), bytes.length);
    const said = kernel.pass(0, bytes.length, inList, 0);
    const [count, start, at, end, feed, root] = kernel.out.subarray(21, 27);
    const of = (from = 0, to = 0) => bytes.subarray(from, to).toString();
    return said === judgement.other
      ? { said, count, start }
      : { said, count, start, line: of(start, feed), entry: of(at, end), root };
  };

  it.each([
    ['the end of what is at hand', line.repeat(3), 3],
    ['an end without a line feed', line.repeat(3) + known, 3],
    ['an entry that goes on', line + known.slice(0, -9), 1],
    ['a line with something else', `${line}[1]\n${line}`, 1],
    ['a line with more behind the entry', `${line}${known} {}\n`, 1],
    ['what is no JSON', `${line}${known.replace('5', '05')}\n`, 1],
    ['a list', `${line}{"nv":[${known}]}\n`, 1],
    ['a lone CR', `${line}${known.replace('5,', '5,\r')}\n`, 1],
    ['a CR before it', `${line}\r${line}`, 1],
    ['half a character', `${line}${known.replace('ok', '\\ud83d')}\n`, 1],
  ])('end at %s', (_, text, count) => {
    expect(passed(text)).toEqual({ said: judgement.other, count, start: line.length * count });
  });

  it('end at what has to be looked at, which is judged', () => {
    const other = known.replace('ok', 'longer');
    expect(passed(`${line}${line} ${other}\t\r\n${line}`)).toEqual({
      said: judgement.look,
      count: 2,
      start: 2 * line.length,
      line: ` ${other}\t\r`,
      entry: other,
      root: 0,
    });
    kernel.count();
  });

  it('may be blank, and are counted apart', () => {
    const text = `${line}\n${' '.repeat(700)}\n${line} \t \n\n`;
    expect(passed(`${text}  `)).toEqual({ said: judgement.other, count: 6, start: text.length });
    expect(kernel.blanks()).toBe(4);
    expect(passed(`${line}\n\r\n`)).toEqual({ said: judgement.other, count: 2, start: line.length + 1 });
    expect(kernel.blanks()).toBe(1);
  });

  it('may be elements, up to one that needs more, or the last', () => {
    const other = known.replace('ok', 'longer');
    const all = `${known}, ${known}\t,`;
    expect(passed(`${all} ${known}]`, 1)).toEqual({ said: judgement.other, count: 2, start: all.length });
    expect(passed(`${all} ${known},`, 1)).toMatchObject({ said: judgement.other, count: 3 });
    expect(passed(`${all} ${known}\n,`, 1)).toMatchObject({ said: judgement.other, count: 2 });
    expect(passed(`${all}7,`, 1)).toMatchObject({ said: judgement.other, count: 2 });
    expect(passed(`${all} ${other} , `, 1)).toMatchObject({ said: judgement.look, count: 2, entry: other });
    kernel.setMode(0);
    expect(passed(`${all} ${known}\n,`, 1)).toMatchObject({ said: judgement.other, count: 3 });
    kernel.setMode(1);
  });

  it('may be request bodies of one entry', () => {
    kernel.say({ ...envelope, root: 0 }, { flags: todo.read });
    const body = `{ "nv" : ${known} }`;
    expect(passed(`${body}\n`)).toMatchObject({ said: judgement.look, count: 0, entry: known, root: 1 });
    kernel.say({ ...envelope, root: 1 } as unknown as typeof envelope, { flags: 0 });
    expect(passed(`${body}\r\n${line}`)).toMatchObject({
      said: judgement.read,
      count: 1,
      entry: known,
      root: 0,
    });
    expect(passed(`${body}}\n`)).toMatchObject({ said: judgement.other, count: 0 });
  });
});

describe('a note', () => {
  const line = `${known}\n`;
  const noted = (text: string, noteTo = text.length) => {
    const bytes = Buffer.from(text);
    kernel.reserve(bytes.length + 8);
    kernel.input.set(bytes);
    kernel.input.set(Buffer.from('}}\n\n{}\n'), bytes.length);
    const said = kernel.pass(0, bytes.length, 0, noteTo);
    const { out, notes } = kernel;
    const told: unknown[] = [];
    for (let note = 0; note < (out[27] as number); ) {
      const of = (index: number) => notes[note + index] as number;
      const part = (at: number) => {
        const what = of(at);
        const [key, from, to] = [of(at + 2), of(at + 3), of(at + 4)];
        return {
          id: what & (noteLayout.isValue - 1),
          isPart: (what & noteLayout.isPart) !== 0,
          isValue: (what & noteLayout.isValue) !== 0,
          text: bytes.subarray(key, to).toString(),
          value: bytes.subarray(from, to).toString(),
        };
      };
      const { head, parts, users, user } = noteLayout;
      told.push({
        passed: of(noteLayout.passed),
        entry: bytes.subarray(of(noteLayout.at), of(noteLayout.end)).toString(),
        event: kernel.eventText(of(noteLayout.event)),
        time: kernel.noted[(note + noteLayout.time) / 2],
        parts: Array.from({ length: of(parts) }, (_, i) => part(head + i * noteLayout.part)),
        users: of(users),
      });
      note += head + of(parts) * noteLayout.part + of(users) * user;
    }
    return { said, passed: out[21], told };
  };

  it('is taken of an attribute that is there, of which no more has to be known', () => {
    const id = kernel.say(note, { flags: todo.count | todo.noted, quiet: 5 });
    const part = { id, isPart: true, isValue: false, text: '"note":"ok"', value: '"ok"' };
    const one = { entry: known, event: 'paid', time: 20261123120000, parts: [part], users: 0 };
    expect(noted(line.repeat(2))).toEqual({
      said: judgement.other,
      passed: 2,
      told: [
        { ...one, passed: 0 },
        { ...one, passed: 1 },
      ],
    });
    expect(kernel.taken(id)).toBe(0);
    kernel.settle(id, 20261123120000);
    expect(noted(line)).toMatchObject({ passed: 1, told: [] });
    expect(kernel.taken(id)).toBe(1);
  });

  it('tells that a value is asked for', () => {
    const other = known.replace('ok', 'longer');
    expect(noted(`${line}${other}\n`)).toMatchObject({
      passed: 2,
      told: [{ passed: 1, parts: [{ isPart: false, isValue: true, value: '"longer"' }] }],
    });
  });

  it('is none where something else has to be looked at, which is marked with it', () => {
    kernel.say(note, { flags: todo.count | todo.noted, quiet: 5 });
    const other = known.replace('5', 'true').replace('ok', 'longer');
    expect(noted(`${other}\n`)).toEqual({ said: judgement.look, passed: 0, told: [] });
    expect(kernel.out[14]).toBe(marks.shape);
    const [total, text] = [0, 1].map((i) => kernel.out[recordLayout.head + recordLayout.attribute * i + 1]);
    expect(total).toBe(scanClass.boolean | marks.attribute | marks.value);
    expect(text).toBe(scanClass.string | marks.attribute | marks.value);
  });

  it('is none of what stands too near to the end of what is at hand', () => {
    kernel.say(note, { flags: todo.count | todo.noted, quiet: 5 });
    expect(noted(line.repeat(2), known.length)).toMatchObject({ said: judgement.look, passed: 1 });
    expect(noted(line.repeat(2), known.length - 1)).toMatchObject({ said: judgement.look, passed: 0 });
  });

  it('is taken of an envelope', () => {
    const id = kernel.say(envelope, { flags: todo.count | todo.noted });
    expect(noted(line)).toMatchObject({ passed: 1, told: [{ parts: [{ id, isPart: true }] }] });
  });

  it('is taken as long as there is room', () => {
    kernel.say(note, { flags: todo.count | todo.noted, quiet: 5 });
    const { said, passed, told } = noted(line.repeat(5000));
    expect(said).toBe(judgement.look);
    expect(told.length).toBe(passed);
    expect(told.length).toBeGreaterThan(1000);
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

  it.each([
    ['as others are', 0, 0],
    ['each time, where that is said', todo.tells, 1],
  ])('is noted where notes may be taken: once more when enough is known %s', (_, tells, again) => {
    const named = { ...envelope, signature: kernel.out[0] as number };
    kernel.say(named, { flags: todo.namesUsers | tells });
    kernel.followUsers(Number.POSITIVE_INFINITY);
    const bytes = Buffer.from(`${text('u1')}\n${text('u1', '12:00:01')}\n`);
    const pass = (at: number) => {
      kernel.input.set(bytes);
      kernel.pass(at, bytes.length, 0, bytes.length);
      const { users, parts, head } = noteLayout;
      return kernel.out[27] === 0 ? 0 : { users: kernel.notes[users], parts: kernel.notes[parts], at: head };
    };
    expect(pass(0)).toEqual({ users: 1, parts: 0, at: noteLayout.head });
    const hash = kernel.noted[noteLayout.head / 2] as number;
    kernel.settleUser(hash, 20261123120000);
    const second = bytes.length / 2;
    expect(pass(second)).toEqual(again === 0 ? 0 : { users: 1, parts: 0, at: noteLayout.head });
    expect(kernel.noted[noteLayout.head / 2]).toBe(hash);
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
