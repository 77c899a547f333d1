import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { clearHeap } from '../src/heap.ts';

const used = () => getHeapStatistics().used_heap_size;

test('A heap with much that is done with is cleared.', async () => {
  let lists: object[][] | undefined = Array.from({ length: 1000 }, () =>
    Array.from({ length: 2000 }, () => ({})),
  );
  const before = used();
  expect(lists.length).toBe(1000);
  lists = undefined;
  await clearHeap();
  expect(used()).toBeLessThan(before - 20 * 2 ** 20);
  expect(globalThis.gc).toBeUndefined();
});
