import { createRequire } from 'node:module';
import { inlineLess, loadCached } from '../script-cache.ts';

/** Loads the TypeScript compiler, faster than by requiring it. Whoever requires it then finds it loaded. */
export function loadCompiler(): void {
  inlineLess();
  const require = createRequire(import.meta.url);
  const { version } = require('typescript/package.json') as { version: string };
  loadCached(require.resolve('typescript'), 'typescript', version);
}
