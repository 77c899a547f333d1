import { describe, expect, it } from 'vitest';
import { packed } from '../../src/report/packed.ts';

const letters = ['a', 'é', 'न', '😀', '\uFEFF'];
const pieces = Array.from({ length: 40_000 }, (_, i) => `${letters[i % letters.length]}${i},`);
const text = pieces.join('');

describe('a text in pieces', () => {
  it.each([
    ['that is short is handed on as it is', text.length + 1, 0],
    ['that is long comes back out of one block', text.length - 1, 1],
    ['that is very long comes back out of several', 1000, 1],
  ])('%s', (_, enough, least) => {
    const { bytes, pieces: handed } = packed(pieces, enough);
    expect([...handed].join('')).toBe(text);
    expect(bytes).toBeGreaterThanOrEqual(least);
    expect(bytes > 0).toBe(least > 0);
  });
});
