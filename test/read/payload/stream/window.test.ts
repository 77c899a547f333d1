import { isUtf8 } from 'node:buffer';
import { expect, test } from 'vitest';
import { bytesInput } from '../../../../src/read/payload/stream/input.ts';
import { Window } from '../../../../src/read/payload/stream/window.ts';
import { newKernel } from '../scanner/scan.ts';

const bad = Buffer.of(0xff);
const euros = Buffer.from('€'.repeat(20_000));

test.each([
  ['all of it', [euros], [60_000]],
  ['none', [bad, euros], [0, 60_001]],
  ['not to within a character that is cut', [euros, euros.subarray(0, 2)], [60_000]],
  ['to not far before a byte that is not', [euros, bad, euros], [55_904, 120_001]],
  ['to not far before each', [bad, bad, euros, bad], [0, 0, 55_904, 60_003]],
])('A window tells up to where it is UTF-8: %s', async (_, parts, expected) => {
  const bytes = Buffer.concat(parts);
  const window = new Window(newKernel(), bytesInput(bytes), 1);
  while (await window.fill());
  for (const least of expected) {
    const to = window.cleanTo();
    expect(isUtf8(bytes.subarray(window.at, to)) && window.isClean(window.at, to)).toBe(true);
    expect(to).toBeGreaterThanOrEqual(least);
    // Whoever reads goes on behind what is not.
    window.at = bytes.indexOf(0xff, window.at) + 1;
  }
});
