import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const name = 'EVENTLINT_TEST_SCRIPTS';

/** What tests run most. What a command needs of the program is kept for each by itself. */
const commands = [
  'check --no-cache --format pretty --format json=r.json --format sarif=r.sarif',
  'extract --no-cache --format json',
  'diff --no-cache --against before.yaml --format pretty --format json=d.json',
  'lock --no-cache',
  'audit --partial examples/shop/payloads/yesterday.ndjson',
  'check --staged',
];

const before =
  'registry: 1\nevents: { order_placed: { attributes: { total_amount: string, sum: number } }, gone: {} }\n';

/**
 * What V8 compiles of our scripts takes most of a first run's time, and every test that has caches of its own would begin with
 * a first run: it is compiled once for all of them, in a project that has something of everything, as functions that are not
 * needed there would be compiled in each run of every test. Tests without caches of their own share a folder of them.
 */
export default function compileOnce(): () => void {
  // More certificates are read whenever Node starts, and nothing here asks the network.
  delete process.env.NODE_EXTRA_CA_CERTS;
  const warm = mkdtempSync(join(tmpdir(), 'eventlint-scripts-'));
  const project = join(warm, 'project');
  for (const file of ['event-registry.yaml', 'eventlint.yaml', 'examples/shop'])
    cpSync(join(root, file), join(project, file), { recursive: true });
  writeFileSync(join(project, 'before.yaml'), before);
  for (const command of ['init --quiet', 'add --all']) spawnSync('git', command.split(' '), { cwd: project });
  for (const command of commands)
    spawnSync(process.execPath, [join(root, 'dist/eventlint.cjs'), ...command.split(' ')], {
      cwd: project,
      env: { ...process.env, XDG_CACHE_HOME: warm, LOCALAPPDATA: warm },
    });
  process.env[name] = join(warm, 'eventlint');
  const shared = freshCaches();
  Object.assign(process.env, shared.env);
  return () => {
    for (const folder of [warm, shared.folder]) rmSync(folder, { recursive: true, force: true });
  };
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
