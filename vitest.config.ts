import { defineConfig } from 'vitest/config';

// Tests run the command line as a process, some of them several times: a busy machine is no fault of theirs.
// One worker for each core: most tests wait for the processes that they start.
export default defineConfig({
  test: {
    globalSetup: 'test/support/warm-caches.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: '100%',
  },
});
