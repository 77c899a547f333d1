import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { outline, problems, read } from './read.ts';

const event = (name: string) => `{"userID":"u","event_name":"${name}","attributes":{}}`;
const profile = '{"userID":"u","user_attributes":{"name":"Asha"}}';

describe('forms of a payload', () => {
  test.each<[form: string, file: string, text: string, items: string[]]>([
    ['one event', 'p.json', event('a'), ['events:a']],
    ['an array', 'p.json', `[${event('a')},${event('b')}]`, ['events[2]', 'events:a', 'events:b']],
    ['an empty array', 'p.json', '[]', ['events[0]']],
    ['a request body', 'p.json', `{"nv":[${event('a')}]}`, ['events[1]', 'events:a']],
    ['the combined call', 'p.json', `{"nv":${event('a')}}`, ['combined[1]', 'combined:a']],
    ['a profile upload', 'p.json', `{"nv":[${profile}]}`, ['profiles[1]', 'profiles:-']],
    [
      'an array of bodies',
      'p.json',
      `[{"nv":[${event('a')}]},{"nv":${event('b')}}]`,
      ['events[1]', 'events:a', 'combined[1]', 'combined:b'],
    ],
    [
      'lines, by name',
      'p.ndjson',
      `${event('a')}\r\n\r\n{"nv":[${event('b')}]}\n`,
      ['events:a', 'events[1]', 'events:b'],
    ],
    ['lines, by content', 'p.json', `${event('a')}\n${event('b')}`, ['events:a', 'events:b']],
    ['a name that is empty', 'p.json', event(''), ['events:']],
    ['a byte order mark', 'p.json', `\ufeff${event('a')}`, ['events:a']],
  ])('%s', (_, file, text, items) => {
    expect(outline(read(text, file))).toEqual(items);
    expect(problems(read(text, file))).toEqual([]);
  });

  test.each([
    [
      'shop.har',
      ['events[1]', 'events:order_placed'],
      ['payload-schema 11:49 `user_params` is not accepted by the Events API.'],
    ],
    [
      'shop.postman.json',
      ['combined[1]', 'combined:signed_up'],
      ['payload-schema 12:60 `ltv` is a number; it must be a string.'],
    ],
  ])('%s: bodies to the vendor, with places inside the string', (file, items, faults) => {
    const bytes = readFileSync(new URL(`fixtures/${file}`, import.meta.url));
    expect(outline(read(bytes, file))).toEqual(items);
    expect(problems(read(bytes, file))).toEqual(faults);
  });

  test('a bad first line does not hide the others', () => {
    expect(outline(read(`{"event_name":\n${event('b')}\n${event('c')}`))).toEqual(['events:b', 'events:c']);
  });
});
