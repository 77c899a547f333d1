import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Tests of pure functions share the modules that they load: to load the compiler takes longer than most of them.
const pure = ['house', 'lint', 'model', 'read', 'registry', 'registry-change', 'report', 'rules'].map(
  (room) => `test/${room}/**/*.test.ts`,
);

// Tests run the command line as a process, some of them several times: a busy machine is no fault of theirs.
// Three workers for two cores: most tests wait for the processes that they start, and some for a clock.
export default defineConfig({
  test: {
    globalSetup: 'test/support/warm-caches.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'process', include: ['test/**/*.test.ts'], exclude: pure } },
    ],
  },
});
