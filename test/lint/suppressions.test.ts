import { describe, expect, it } from 'vitest';
import { readSuppressions } from '../../src/lint/suppressions.ts';
import type { Comment } from '../../src/model/comment.ts';
import { place, sourceText } from '../../src/model/text.ts';

/** The `#` comments of a YAML text. */
function commentsOf(text: string): Comment[] {
  const source = sourceText('event-registry.yaml', text);
  return [...text.matchAll(/#(.*)/g)].map((match) => ({
    text: match[1] as string,
    place: place(source, match.index, match.index + match[0].length),
  }));
}

describe('suppression comments', () => {
  it.each([
    ['a: # eventlint-disable-line event-name-case -- vendor name', ['event-name-case'], 1, 1, 'vendor name'],
    ['# eventlint-disable-next-line event-name-case\nA: 1', ['event-name-case'], 2, 2, undefined],
    ['# eventlint-disable-next-line a, b c -- x -- y\nA: 1', ['a', 'b', 'c'], 2, 2, 'x -- y'],
    ['# eventlint-disable a\nA: 1\n# eventlint-enable a\nB: 1', ['a'], 1, 3, undefined],
    ['# eventlint-disable a\nA: 1\n# eventlint-enable b\nB: 1', ['a'], 1, Infinity, undefined],
    ['# eventlint-disable a\nA: 1\n# eventlint-enable\nB: 1', ['a'], 1, 3, undefined],
  ])('%j', (text, rules, from, to, reason) => {
    expect(readSuppressions(commentsOf(text))).toMatchObject([{ rules, from, to, reason }]);
  });

  it.each(['# see eventlint-disable', '# eventlint-disabled a', '# eventlint-disable-all a', '# eventlint'])(
    '%j declares none',
    (text) => expect(readSuppressions(commentsOf(text))).toEqual([]),
  );
});
