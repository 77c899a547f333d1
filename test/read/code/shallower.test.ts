import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { shallower } from '../../../src/read/code/programs/shallower.ts';

const text = ['first();', 'second((((1))));', 'third();'].join('\n');
const parse = (part: string) => ts.createSourceFile('a.ts', part, ts.ScriptTarget.Latest, true);

describe('a text that is nested too deeply for the stack', () => {
  it('is parsed without the statement that is', () => {
    const isDeep = (part: string) => part.includes('((((');
    const found = shallower(text, (part) => (isDeep(part) ? undefined : parse(part)));
    expect(found?.gaps.map(([start, end]) => text.slice(start, end))).toEqual(['second((((1))));']);
    expect(found?.tree.statements.map((each) => each.getText()).join()).toBe('first();,third();');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'loses nothing that it does not have to when the stack holds more after %i attempts',
    (attempts) => {
      let failed = 0;
      const found = shallower(text, (part) =>
        part.includes('((((') && failed++ < attempts ? undefined : parse(part),
      );
      const left = found?.gaps.map(([start, end]) => text.slice(start, end)) ?? [];
      expect(['', 'second((((1))));']).toContain(left.join());
    },
  );
});
