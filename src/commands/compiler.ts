import { createRequire } from 'node:module';
import { stampOf } from '../caches.ts';
import { parserModule } from '../read/code/programs/parser-module.ts';
import { loadCached } from '../script-cache.ts';
import { inlineLess } from '../v8-flags.ts';

const require = createRequire(import.meta.url);

/** The file that says which type checker is installed. */
export function checkerFile(): string {
  return require.resolve('typescript/package.json');
}

/** The version of the type checker: another one may know other types. */
export function checkerVersion(): string {
  return (require(checkerFile()) as { version: string }).version;
}

/**
 * Loads the parser of the TypeScript compiler, and for the type checker the whole compiler, faster than by requiring them.
 * Whoever requires them then finds them loaded.
 */
export function loadCompiler(withChecker: boolean): void {
  const file = require.resolve(parserModule);
  loadCached(file, 'parser', String(stampOf(file)).replaceAll(' ', '-'));
  if (withChecker) loadCached(require.resolve('typescript'), 'typescript', checkerVersion());
  inlineLess();
}
