import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { loadCached } from '../script-cache.ts';

/**
 * Loads the TypeScript compiler, faster than by requiring it. Whoever requires it then finds it loaded.
 *
 * A run parses so little that V8 spends as long on compiling the parser as the parser on parsing. With a third of the
 * inlining it compiles faster, and what it compiles is as fast: a fifth less processor time for three megabytes of code.
 */
export function loadCompiler(): void {
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=300');
  const require = createRequire(import.meta.url);
  const { version } = require('typescript/package.json') as { version: string };
  loadCached(require.resolve('typescript'), 'typescript', version);
}
