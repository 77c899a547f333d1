import { defineConfig } from 'vitest/config';

// Tests run the command line as a process, some of them several times: a busy machine is no fault of theirs.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
