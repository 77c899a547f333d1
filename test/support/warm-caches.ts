import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const name = 'EVENTLINT_TEST_SCRIPTS';

/**
 * What V8 compiles of our scripts takes most of a first run's time, and every test that has caches of its own would begin with
 * a first run: it is compiled once for all of them.
 */
export default function compileOnce(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'eventlint-scripts-'));
  const example = join(folder, 'example');
  cpSync(join(root, 'examples/shop'), example, { recursive: true });
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
  ])
    spawnSync('git', args, { cwd: example });
  for (const command of [['check'], ['extract'], ['check', '--staged']])
    spawnSync(process.execPath, [join(root, 'dist/eventlint.cjs'), ...command], {
      cwd: example,
      env: { ...process.env, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder },
    });
  process.env[name] = join(folder, 'eventlint');
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A new folder of caches that holds nothing but what V8 compiled, and the environment in which it is the one that is used. */
export function freshCaches(): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = mkdtempSync(join(tmpdir(), 'eventlint-caches-'));
  const warm = process.env[name];
  if (warm !== undefined && existsSync(warm)) {
    mkdirSync(join(folder, 'eventlint'));
    for (const file of readdirSync(warm).filter((each) => /^(program|parser)-/.test(each)))
      linkSync(join(warm, file), join(folder, 'eventlint', file));
  }
  return { folder, env: { XDG_CACHE_HOME: folder, LOCALAPPDATA: folder } };
}
