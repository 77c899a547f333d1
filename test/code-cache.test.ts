import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshCaches } from './support/warm-caches.ts';

const cli = join(import.meta.dirname, '../dist/eventlint.cjs');
const base = mkdtempSync(join(tmpdir(), 'eventlint-cache-'));
const project = join(base, 'project');
const caches = freshCaches();
/** What was changed a moment ago is never recalled: it may change again within the clock's tick. */
const settled = 2100;

function extract(...options: string[]): string {
  const run = spawnSync(process.execPath, [cli, 'extract', '--format', 'csv', ...options], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, ...caches.env, HOME: caches.folder },
  });
  expect(run.stderr).toBe('');
  return run.stdout;
}

function cacheFiles(): string[] {
  const folder = join(caches.folder, 'eventlint');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.startsWith('code-')).map((name) => join(folder, name));
}

const event = () => extract().split('\n')[1]?.split(',')[3];

beforeAll(async () => {
  mkdirSync(join(project, 'src'), { recursive: true });
  writeFileSync(join(project, 'src/names.ts'), `export const NAME = 'order_placed';\n`);
  writeFileSync(
    join(project, 'src/a.ts'),
    `import { NAME } from './names';\nimport { other } from 'elsewhere';\nnv('event', NAME, { total: 1, ...{} });\n`,
  );
  await wait(settled);
});

afterAll(() => {
  for (const each of [base, caches.folder]) rmSync(each, { recursive: true, force: true });
});

it('writes nothing with --no-cache', () => {
  expect(extract('--no-cache')).toContain('order_placed');
  expect(cacheFiles()).toEqual([]);
});

it('recalls what was found, to the byte', () => {
  const first = extract();
  expect(cacheFiles()).toHaveLength(1);
  expect(extract()).toBe(first);
  // That it was recalled shows in what only the memory holds.
  const [file] = cacheFiles() as [string];
  writeFileSync(file, readFileSync(file, 'utf8').replace('order_placed', 'order_remembered'));
  expect(event()).toBe('order_remembered');
  expect(extract('--no-cache')).toBe(first);
});

it('recalls a part of what was found in the whole', () => {
  expect(extract('src/a.ts').split('\n')[1]).toContain('order_remembered');
  expect(extract('src/names.ts').split('\n').filter(Boolean)).toHaveLength(1);
  expect(extract('src')).toContain('order_remembered');
});

it('reads anew what is broken', () => {
  const [file] = cacheFiles() as [string];
  for (const text of ['', '{', '{"format":1}', '{"format":1,"asked":[],"looked":[]}', 'null']) {
    writeFileSync(file, text);
    expect(event()).toBe('order_placed');
  }
});

it.each([
  [
    'a constant in another file',
    () => writeFileSync(join(project, 'src/names.ts'), `export const NAME = 'order_paid00';\n`),
    'order_paid00',
  ],
  [
    'a new file that comes first',
    () => writeFileSync(join(project, 'src/names.tsx'), `export const NAME = 'x';\n`),
    'order_paid00',
  ],
  ['a file that is gone', () => rmSync(join(project, 'src/names.ts')), 'x'],
  [
    'a package that is installed',
    () => {
      mkdirSync(join(project, 'node_modules/elsewhere'), { recursive: true });
      writeFileSync(
        join(project, 'node_modules/elsewhere/package.json'),
        '{"name":"elsewhere","types":"i.d.ts"}',
      );
      writeFileSync(
        join(project, 'node_modules/elsewhere/i.d.ts'),
        `export declare enum E { A = "from_package" }`,
      );
      writeFileSync(
        join(project, 'src/names.tsx'),
        `import { E } from 'elsewhere';\nexport const NAME = E.A;\n`,
      );
    },
    'from_package',
  ],
  [
    'data that is imported',
    () => {
      writeFileSync(join(project, 'src/plugin.json'), '{ "id": "from_data" }');
      writeFileSync(
        join(project, 'src/names.tsx'),
        `import { id } from './plugin.json';\nexport const NAME = id;\n`,
      );
    },
    'from_data',
  ],
  [
    'other data',
    () => writeFileSync(join(project, 'src/plugin.json'), '{ "id": "from_other" }'),
    'from_other',
  ],
  ['data that is gone', () => rmSync(join(project, 'src/plugin.json')), ''],
])('sees %s', async (_, change, expected) => {
  event();
  change();
  expect(event()).toBe(expected);
  await wait(settled);
  expect(event()).toBe(expected);
  expect(event()).toBe(expected);
});

it('lives without a folder that it may write', () => {
  const run = spawnSync(process.execPath, [cli, 'extract'], {
    cwd: project,
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: join(project, 'src/a.ts') },
  });
  expect([run.status, run.stderr]).toEqual([0, '']);
});
