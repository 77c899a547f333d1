import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  closeUnits,
  cutClose,
  longestWhole,
  type Place,
  place,
  sourceText,
} from '../../../../src/model/text.ts';
import { newSession } from '../../../../src/read/payload/session.ts';
import { bytesInput } from '../../../../src/read/payload/stream/input.ts';
import { closePlace, type Extent, laterPlace } from '../../../../src/read/payload/stream/places.ts';
import { Window } from '../../../../src/read/payload/stream/window.ts';
import { notifyvisitors } from '../../../support/lint-example.ts';
import { newKernel } from '../scanner/scan.ts';

/** Texts of characters of one to four bytes, of one unit or two, in one line or more. */
const pieces = fc.constantFrom(
  'a',
  'ab"',
  'é',
  'Ł',
  '日本',
  '😀',
  '🎉x',
  '\n',
  'x'.repeat(59),
  '日'.repeat(41),
);
const texts = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));

const kernel = newKernel();
const session = newSession('events.ndjson', { pack: notifyvisitors });

async function windowOf(bytes: Buffer, isOfLines = false): Promise<Window> {
  const window = new Window(kernel, bytesInput(bytes), 7, (into, offset) => bytes.copy(into, 0, offset));
  window.isOfLines = isOfLines;
  while (await window.fill());
  window.cleanTo();
  return window;
}

async function expectCut(before: string, named: string, after: string): Promise<void> {
  const text = before + named + after;
  const window = await windowOf(Buffer.from(text));
  const [from, to] = [before, before + named].map((part) => Buffer.byteLength(part)) as [number, number];
  const extent = { line: 7, start: 0, end: Buffer.byteLength(text) };
  const whole = sourceText('events.ndjson', text, 7, 1, 0);
  const cut = cutClose(place(whole, before.length, before.length + named.length));
  const close = closePlace(window, session, extent, from, to);
  expectSame(close, cut);
  // A line of its own can also be looked at later.
  const isLine = !text.includes('\n');
  const later = laterPlace(
    await windowOf(Buffer.from(`\n${text}\n`), isLine),
    session,
    behindFeed(extent),
    from + 1,
    to + 1,
  );
  if (isLine && to <= longestWhole) expectSame(later, cut);
  else expect(later).toBeUndefined();
}

/** What stands one byte further. */
function behindFeed({ line, start, end }: Extent): Extent {
  return { line, start: start + 1, end: end + 1 };
}

function expectSame(place: Place | undefined, { source, span }: Place): void {
  const { file, text, firstLine, firstColumn, part, endsInLine } = source;
  expect(place?.source).toMatchObject({ file, firstLine, firstColumn, part, endsInLine });
  expect({ text: place?.source.text, span: place?.span }).toEqual({ text, span });
}

describe('A close place of bytes is the one that is cut out of the whole text,', () => {
  test('whatever stands around it', async () => {
    await fc.assert(fc.asyncProperty(texts, texts, texts, expectCut), { numRuns: 300 });
  });

  const near = 'x'.repeat(closeUnits - 1);
  test.each([
    ['the last', '', `${near}é and more`],
    ['the last, of three bytes', '', `${near}日 and more`],
    ['the first', `more and é${near}`, ''],
    ['none', `more${near}`, `${near}more`],
  ])('where one character of it takes more than a byte: %s', (_, before, after) =>
    expectCut(before, 'sent', after),
  );
});

test('There is none where bytes around it are those of no text.', async () => {
  const bytes = Buffer.concat([
    Buffer.from('{"event_name":"sent","note":"é'),
    Buffer.of(0xff),
    Buffer.from('"}'),
  ]);
  const window = await windowOf(bytes);
  expect(closePlace(window, session, { line: 7, start: 0, end: bytes.length }, 14, 20)).toBeUndefined();
});
