import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaults, setFlag } from './v8-flags.ts';

/** Both halves of the space for new objects together. */
const enoughBytes = 8 * 2 ** 20;
/** By so much of a hundred the space for old objects grows before it is cleared, in heaps below so many bytes; V8 would let it double. */
const growth = [
  { below: 64 * 2 ** 20, percent: 25 },
  { below: 128 * 2 ** 20, percent: 10 },
];
/** A larger heap takes too long to be cleared that often. */
const unbounded = 0;
let growingPercent = unbounded;
let isYoungBounded = false;
let isYoungEnough = false;

/**
 * Has V8 keep the heap of a run over a stream close to what it holds, as long as that is little. The space for new objects grows no
 * further once it is large enough: it would grow to four times that, and a stream's entries are done with long before; with less,
 * what is still in use would be copied too often. To be called now and then.
 */
export function boundHeap(): void {
  const { used_heap_size: used } = getHeapStatistics();
  const percent = growth.find(({ below }) => used < below)?.percent ?? unbounded;
  if (percent !== growingPercent) setFlag('heap-growing-percent', percent);
  growingPercent = percent;
  if (isYoungEnough) return;
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  isYoungEnough = !young || young.space_size >= enoughBytes;
  if (isYoungEnough) boundYoung();
  else freeYoung();
}

/**
 * Has the heaps of threads that are started from now on begin with enough space for new objects. Flags are the process's: what keeps
 * that of one thread from growing keeps those of all, so that a new one's would stay as small as it begins.
 */
export function boundThreads(): { readonly maxYoungGenerationSizeMb: number } {
  setFlag('min-semi-space-size', halfOfYoung);
  // V8 takes a third of it for each half, and the last for large objects.
  return { maxYoungGenerationSizeMb: 3 * halfOfYoung };
}

/** In megabytes. */
const halfOfYoung = enoughBytes / 2 ** 21;

/** Says that this is such a thread, which has nothing to do about that space. */
export function beginThread(): void {
  isYoungEnough = true;
}

/**
 * Has the space for new objects grow no further. It is worth it where much is made at once of which most is kept, as of a large registry:
 * that space never shrinks again.
 */
export function boundYoung(): void {
  if (isYoungBounded) return;
  // The size itself is only looked at when a process starts.
  setFlag('semi-space-growth-factor', 1);
  isYoungBounded = true;
}

/** So much is held by few projects only. */
const largeBytes = 192 * 2 ** 20;

/** A heap of so many bytes may become large, and is not cleared before it has grown as it was let to when it was cleared last. */
const growingBytes = largeBytes / 2;

/**
 * Has a heap that holds much of what is kept grow by a tenth at a time instead of doubling, and by less than half where it may come to
 * that. To be called now and then.
 */
export function boundLargeHeap(): void {
  const used = getHeapStatistics().used_heap_size;
  if (used < growingBytes) return;
  if (used >= largeBytes) boundYoung();
  growingPercent = used >= largeBytes ? 10 : 40;
  setFlag('heap-growing-percent', growingPercent);
}

/** Has it grow as V8 would let it. */
export function freeYoung(): void {
  if (!isYoungBounded) return;
  setFlag('semi-space-growth-factor', defaults['semi-space-growth-factor'] as number);
  isYoungBounded = false;
}

/** A heap of so many bytes is worth it. */
const clearedBytes = 64 * 2 ** 20;

/**
 * Clears a heap that holds much: a part of it is done with, and what comes next would grow it instead of taking that room. The memory of a
 * WebAssembly module is given back only once other work had its turn.
 */
export async function clearHeap(): Promise<void> {
  if (getHeapStatistics().used_heap_size < clearedBytes) return;
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  setFlagsFromString('--no-expose-gc');
  await new Promise((resolve) => setImmediate(resolve));
}
