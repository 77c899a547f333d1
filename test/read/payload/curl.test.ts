import { describe, expect, test } from 'vitest';
import { type Command, readScript } from '../../../src/read/payload/forms/shell.ts';
import { tell } from './read.ts';

describe('words of a shell', () => {
  test.each<[script: string, commands: string[][]]>([
    [`a 'b c' "d e" f\\ g`, [['a', 'b c', 'd e', 'f g']]],
    [`a'b'"c"d`, [['abcd']]],
    [`"\\"\\\\\\$\\x"`, [['"\\$\\x']]],
    [`'\\n' $'\\n\\x41\\u00e9\\101\\'' $"x"`, [['\\n', "\nAéA'", 'x']]],
    ['a \\\n  b\\\nc', [['a', 'bc']]],
    ['a \\\r\n  b', [['a', 'b']]],
    ['a # b\n#c\nd#e', [['a'], ['d#e']]],
    ['a; b && c || d | e &\n(f)', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    ['a >b 2>&1 <c >>d e 2> f', [['a', 'e']]],
    [
      'x=$(a b) c',
      [
        ['a', 'b'],
        ['x=⬚⬚⬚⬚⬚⬚', 'c'],
      ],
    ],
    [
      '"$(a "b")" `c` ${d:-"}"} $((1<<2)) $e $1 $',
      [
        ['a', 'b'],
        ['⬚'.repeat(8), '⬚⬚⬚', '⬚'.repeat(9), '⬚'.repeat(9), '⬚⬚', '⬚⬚', '$'],
      ],
    ],
    ['cat <<A <<"B" c\n$x\nA\n$x\nB\nd', [['cat', 'c'], ['d']]],
    ['if a; then b; fi', [['if', 'a'], ['then', 'b'], ['fi']]],
    ['case $x in a) b;; esac', [['case', '⬚⬚', 'in', 'a'], ['b'], ['esac']]],
    [
      'a <(b c) d',
      [
        ['b', 'c'],
        ['a', 'd'],
      ],
    ],
  ])('%j', (script, commands) => {
    const found: Command[] = [];
    readScript(script, found);
    const words = found.map((one) => one.words.map(({ text }) => text.replaceAll('\ue001', '⬚')));
    expect(words).toEqual(commands);
  });

  test('what a command is given to read', () => {
    const found: Command[] = [];
    readScript(`a <<-E b\n\t1 $x \\$\n\tE\nc <<<"d" <<'F'\n\\$\nF\ne | f`, found);
    expect(found.map(({ input }) => input?.text.replaceAll('\ue001', '⬚'))).toEqual([
      '1 ⬚⬚ $\n',
      '\\$\n',
      undefined,
      undefined,
    ]);
    expect(found[3]?.from).toBe(found[2]);
  });
});

const url = 'https://events.test/api/event';
const body = (name: string) => `{"nv":[{"userID":"u","event_name":"${name}","attributes":{}}]}`;

describe('what curl sends', () => {
  test.each<[script: string, lines: string[]]>([
    [`curl ${url}`, []],
    [`curl -d '${body('a')}' -X POST ${url}`, ['entry a']],
    [`curl -sSLd'${body('a')}' "${url}?v=1#x"`, ['entry a']],
    [`/usr/bin/curl ${url} --data-raw '@a'`, ['parse-error Invalid JSON: unexpected symbol.']],
    [`sudo -u www curl ${url} -d '${body('a')}'`, ['entry a']],
    [`curl ${url} --json '{"nv":' --json '[]}'`, []],
    [`curl ${url} -d 'nv=[{"userID":"u","event_name":"b","attributes":{}}]' -d 'v=1'`, ['entry b']],
    [`curl ${url} -F 'nv=[{"userID":"u","event_name":"b","attributes":{"n":'$N'}}]'`, ['entry b']],
    [
      `curl ${url} -d 'v=1'`,
      [
        'parse-error The body is a form without JSON in its fields, so it is not read; the Events API takes JSON.',
      ],
    ],
    [`curl -G ${url} -d '{'`, []],
    [
      `curl -d@events.json ${url}`,
      ['parse-error The body comes from the file `events.json`, which is not read here.'],
    ],
    [
      `make_body | curl -d @- ${url}`,
      ['parse-error The body comes from standard input, which is not read here.'],
    ],
    [`curl -d '${body('a')}' ${url} ${url}`, ['entry a', 'entry a']],
    [`curl -d '${body('a')}' https://$HOST/api/event`, ['entry a']],
    [`U=${url}; curl -d '${body('a')}' "$U"`, ['entry a']],
    [`curl -d '${body('a')}' https://events.test/api/other`, []],
    [
      `curl -d "$(jq -n '{}')" ${url}`,
      ["parse-error The body is `$(jq -n '{}')`, which is only known when it is sent, so it is not read."],
    ],
    [`curl -d '{"nv":[{$FIELDS}]}' ${url}`, ['parse-error Invalid JSON: unexpected symbol.']],
    [
      `curl -d "{\\"nv\\":[{$FIELDS}]}" ${url}`,
      [
        'parse-error `$FIELDS` is filled in when the body is sent; without it the body is no JSON, so it is not read.',
      ],
    ],
    [
      `curl -d "{\\"nv\\":[$ENTRY]}" ${url}`,
      ['parse-error `$ENTRY` holds what is to be read, and is only known when the body is sent.'],
    ],
    [`curl -d '{"nv":[{"event_name":"a","attributes":'"$ATTRIBUTES"'}]}' ${url}`, ['entry a open']],
    [`curl -d '{"nv":[{"event_name":"a","attributes":{"'$KEY'":1}}]}' ${url}`, ['entry a open']],
    [`echo curl; printf '%s' '${body('a')}' | cat`, []],
    [`cat <<E | curl -d @- ${url}\n${body('$NAME')}\nE`, ['entry -']],
  ])('%s', async (script, lines) => {
    const told = (await tell(script, 'a.sh')).slice(1);
    const short = told.filter((line) => !/^(?:request| )/.test(line));
    expect(short.map((line) => line.replace(/ (?:\(warning\) )?\d+:\d+ ⟨[^⟩]*⟩/, ''))).toEqual(lines);
  });
});
