import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { CacheFile } from '../caches.ts';
import { readText } from '../files.ts';

/** One for each version of the compiler and of Node that are in use. */
const mostKept = 4;

/**
 * Loads the TypeScript compiler with what V8 compiled of it in an earlier run, and keeps that for later runs, as Node does by
 * itself from version 22 on: compiling it is two thirds of loading it. Whoever requires it then finds it loaded.
 */
export function loadCompiler(): void {
  const { NODE_DISABLE_COMPILE_CACHE: isOff } = process.env;
  if ('enableCompileCache' in Module || isOff) return;
  const require = createRequire(import.meta.url);
  const file = require.resolve('typescript');
  if (require.cache[file]) return;
  const { version } = require('typescript/package.json') as { version: string };
  const cache = new CacheFile(`typescript-${version}-${process.version}-${process.arch}.bin`);
  const cachedData = cache.read();
  // As Node wraps CommonJS modules.
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readText(file)}\n})`;
  const script = new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) });
  const made = new Module(file);
  made.filename = file;
  require.cache[file] = made;
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  run.call(made.exports, made.exports, createRequire(file), made, file, dirname(file));
  made.loaded = true;
  // Kept in the end, with the functions that were needed by then.
  if (!cachedData || script.cachedDataRejected)
    process.once('exit', () => cache.write(script.createCachedData(), mostKept));
}
