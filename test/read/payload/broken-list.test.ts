import { describe, expect, test } from 'vitest';
import { outline, problems, read } from './read.ts';

const event = (name: string, attributes = '') => `{"event_name":"${name}","attributes":{${attributes}}}`;
const [a, b, c] = [event('a'), event('b'), event('c')];
const entries = (text: string) => outline(read(text, 'p.json')).filter((each) => !/\[\d+\]$/.test(each));
const faults = (text: string) =>
  problems(read(text, 'p.json')).map((each) =>
    each.replace('parse-error ', '').replace('Invalid JSON: ', ''),
  );

describe('one broken element does not hide the others', () => {
  test.each<[case_: string, text: string, faults: string[], entries: string[]]>([
    ['a value that is none', `[${a},{"event_name": oops},${c}]`, ['1:52 unexpected symbol.'], ['a', 'c']],
    [
      'a brace that is missing',
      `[${a},{"event_name":"b","attributes":{},${c}]`,
      ['1:71 property name expected.'],
      ['a', 'c'],
    ],
    [
      'two braces that are missing',
      `[${a},{"event_name":"b","attributes":{ ,${c}]`,
      ['1:70 value expected.'],
      ['a', 'c'],
    ],
    ['a brace too many', `[${a}},${b}]`, ['1:36 comma expected.'], ['a', 'b']],
    [
      'a bracket that is missing',
      `[${event('a', '"x":[1')},${b},${c}]`,
      ['1:40 comma expected.'],
      ['b', 'c'],
    ],
    ['a bracket for a brace', `[${event('a', '"x":[1}')},${b},${c}]`, ['1:40 comma expected.'], ['b', 'c']],
    [
      'a quote that is missing',
      `[{"event_name":"a,"attributes":{}},${b},${c}]`,
      ['1:20 unexpected symbol.'],
      ['b', 'c'],
    ],
    [
      'a quote too many',
      `[{"event_name":"a"","attributes":{}},${b},${c}]`,
      ['1:19 comma expected.'],
      ['b', 'c'],
    ],
    [
      'a key without its quotes',
      `[{event_name:"a","attributes":{}},${b}]`,
      ['1:3 unexpected symbol.'],
      ['b'],
    ],
    ['a comma that is missing', `[${a} ${b},${c}]`, ['1:37 comma expected.'], ['a', 'b', 'c']],
    ['a comma too many', `[${a},,${b}]`, ['1:37 value expected.'], ['a', 'b']],
    ['a trailing comma', `[${a},${b},]`, ['1:72 value expected.'], ['a', 'b']],
    ['something between', `[${a}, oops ,${b}]`, ['1:38 value expected.'], ['a', 'b']],
    ['a comment between', `[${a}, // ${b},\n${c}]`, ['1:38 comments are not allowed.'], ['a', 'c']],
    [
      'elements in a comment',
      `[${a}, /* ${b}, ${b}, */ ${c}]`,
      ['1:38 comments are not allowed.'],
      ['a', 'c'],
    ],
    [
      'a comment within',
      `[{"event_name":"a", /* , ${b} */ "attributes":{}},${c}]`,
      ['1:21 comments are not allowed.'],
      ['c'],
    ],
    ['a comment that does not end', `[${a}, /* ${b},${c}]`, ['1:38 comments are not allowed.'], ['a']],
    [
      'two that follow each other',
      `[{"event_name":,${event('x', '"y":')},${a},${b}]`,
      ['1:16 value expected.'],
      ['a', 'b'],
    ],
    [
      'in a request body',
      `{"nv":[{"event_name":"b",${c}],"more":1}`,
      ['1:26 property name expected.', 'payload-schema 1:62 `more` is not accepted beside `nv`.'],
      ['c'],
    ],
    ['a list of bodies', `[{"nv":[${a}},{"nv":[${b}]}]`, ['1:43 comma expected.'], ['b']],
    ['cut off', `[${a},{"event_name":"b","attr`, ['1:55 unterminated string.'], ['a']],
  ])('%s', (_, text, expectedFaults, expectedEntries) => {
    expect(faults(text)).toEqual(expectedFaults);
    expect(entries(text)).toEqual(expectedEntries.map((name) => `events:${name}`));
  });

  test.each<[case_: string, text: string, faults: string[], entries: string[]]>([
    [
      'values one behind another',
      `${a} ${b}\n${c}`,
      ['1:36 more text after the end of the value.'],
      ['a', 'b', 'c'],
    ],
    ['a comma behind a value', `${a},`, ['1:35 more text after the end of the value.'], ['a']],
    [
      'two lists',
      `[${a}][${b},]`,
      ['1:37 more text after the end of the value.', '1:73 value expected.'],
      ['a', 'b'],
    ],
    [
      'two request bodies',
      `{"nv":[${a}]} {"nv":[${b}]}`,
      ['1:45 more text after the end of the value.'],
      ['a', 'b'],
    ],
    ['a list behind a value', `${a}[${b}]`, ['1:35 more text after the end of the value.'], ['a', 'b']],
    [
      'a value that is none behind one',
      `${a}{"event_name":${b}`,
      ['1:35 more text after the end of the value.', '1:83 closing brace expected.'],
      ['a'],
    ],
    ['what is no entry behind one', `${a}{}${b}`, ['1:35 more text after the end of the value.'], ['a', 'b']],
    ['something behind a value', `${a} oops ${b}`, ['1:36 more text after the end of the value.'], ['a']],
  ])('of what follows a value, values are read: %s', (_, text, expectedFaults, expectedEntries) => {
    expect(faults(text)).toEqual(expectedFaults);
    expect(entries(text)).toEqual(expectedEntries.map((name) => `events:${name}`));
  });

  test.each<[case_: string, text: string]>([
    [
      'objects in it are no elements',
      `[{"event_name":"a","attributes":{"items":[oops,{"event_name":"x"},{"id":1}]}}]`,
    ],
    ['nor is what lacks what an entry must have', `[{"event_name":"a",{"event_name":"b"}]`],
    [
      'nor what stands in a text',
      `[{"event_name":"a" "note":"x,{\\"event_name\\":\\"b\\",\\"attributes\\":{}}"}]`,
    ],
  ])('near miss: %s', (_, text) => {
    expect(entries(text)).toEqual([]);
  });

  test('however many are broken, what it costs is bounded', () => {
    const text = `[${Array(2000).fill(`{"event_name":"a","attributes":{,${b}`).join(',')}]`;
    expect(entries(text)).toHaveLength(2000);
    const nested = `[{"event_name":oops${',{"event_name":"b"'.repeat(20_000)}]`;
    expect(faults(nested)).toHaveLength(1);
  });
});
