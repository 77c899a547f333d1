import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests run the command line as a process, some of them several times: a busy machine is no fault of theirs.
// Three workers for two cores: most tests wait for the processes that they start, and some for a clock.
export default defineConfig({
  test: {
    globalSetup: 'test/support/warm-caches.ts',
    setupFiles: 'test/support/draws.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    include: ['test/**/*.test.ts'],
    // To load vitest and the compiler takes longer than most test files.
    isolate: false,
  },
});
