import { isAscii } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname } from 'node:path';
import { CacheFile } from './caches.ts';
import { restoreFlags, underDefaults } from './v8-flags.ts';

/** One for each version of the script and of Node that are in use. */
const mostKept = 8;

/**
 * Loads a CommonJS file with what V8 compiled of it in an earlier run, and keeps that for later runs, as Node does by itself
 * from version 22 on: compiling is most of what loading a large script costs. Whoever requires the file then finds it loaded.
 * @param kind what the kept file's name begins with: lower-case letters
 * @param version tells what is in the file from what may once be in it
 */
export function loadCached(file: string, kind: string, version: string): void {
  const require = createRequire(file);
  if (require.cache[file]) return;
  const { NODE_DISABLE_COMPILE_CACHE: isOff } = process.env;
  if ('enableCompileCache' in Module || isOff) {
    require(file);
    return;
  }
  const cache = new CacheFile(`${kind}-${version}-${process.version}-${process.arch}.bin`);
  const kept = cache.read();
  const cachedData = kept?.subarray(0, -1);
  const bytes = wrappedBytes(file);
  const wrapped = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  // It is not loaded where no script is.
  const { Script } = process.getBuiltinModule('node:vm');
  const script = underDefaults(
    () => new Script(wrapped, { filename: file, ...(cachedData && { cachedData }) }),
  );
  const made = new Module(file);
  made.filename = file;
  require.cache[file] = made;
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  run.call(made.exports, made.exports, require, made, file, dirname(file));
  made.loaded = true;
  // Kept in the end, with the functions that were needed by then: more where more scripts were, and few where nothing could be done.
  const keptOf = kept?.at(-1) ?? 0;
  process.once('exit', (code) => {
    if (code === 2) return;
    const loaded = Object.keys(require.cache).length;
    if (!script.cachedDataRejected && loaded <= keptOf) return;
    restoreFlags();
    cache.write(Buffer.concat([script.createCachedData(), Buffer.of(loaded)]), mostKept);
  });
}

/** A script as Node wraps CommonJS modules. A text of several parts would be copied once more: of megabytes, that takes its time. */
function wrappedBytes(file: string): Buffer {
  const [head, tail] = ['(function (exports, require, module, __filename, __dirname) {', '\n})'];
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const bytes = Buffer.allocUnsafe(head.length + size + tail.length);
    bytes.write(head);
    let at = head.length;
    for (let count = 1; count > 0 && at < head.length + size; at += count)
      count = readSync(descriptor, bytes, at, head.length + size - at, null);
    return bytes.subarray(0, at + bytes.write(tail, at));
  } finally {
    closeSync(descriptor);
  }
}
