import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePoints, utf8Bytes } from '../../src/model/text.ts';

describe('lengths of texts', () => {
  it.each([
    ['', 0, 0],
    ['abc', 3, 3],
    ['é', 1, 2],
    ['नीला', 4, 12],
    ['😀', 1, 4],
    ['\ud83d', 1, 3],
    ['\ude00\ud83d', 2, 6],
    ['\ud83d\ud83d\ude00\ude00', 3, 10],
  ])('%j has %i characters and %i bytes', (text, characters, bytes) => {
    expect([codePoints(text), utf8Bytes(text)]).toEqual([characters, bytes]);
  });

  it('are those that encoding and iterating give', () => {
    const unit = fc.constantFrom('a', 'é', '\uffff', '\ud800', '\udbff', '\udc00', '\udfff', '😀');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        expect([codePoints(text), utf8Bytes(text)]).toEqual([[...text].length, Buffer.byteLength(text)]);
      }),
    );
  });
});
