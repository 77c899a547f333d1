import { getHeapSpaceStatistics } from 'node:v8';
import { setFlag } from './v8-flags.ts';

/** Both halves of the space for new objects together. */
const enoughBytes = 8 * 2 ** 20;
let isBounded = false;

/**
 * Has V8 let the space for new objects grow no further once it is large enough. It would grow to four times that, and a stream's
 * entries are done with long before; with less, what is still in use would be copied too often. To be called now and then.
 */
export function boundYoungSpace(): void {
  if (isBounded) return;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (young && young.space_size < enoughBytes) return;
  // The size itself is only looked at when a process starts.
  setFlag('semi-space-growth-factor', 1);
  isBounded = true;
}
