import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesOfQuietCommit, keepQuiet } from '../src/quiet-commit.ts';
import { globMeaning } from '../src/tree.ts';
import { Repository } from './support/repository.ts';
import { tellingFiles } from './support/telling-files.ts';

/** What was changed a moment ago is never relied on. */
const settled = 2100;

const registry = `registry: 1
defaults: { owner: shop }
include: [more/*.yaml]
events:
  order_paid: { description: Paid., status: draft, attributes: { total: number } }
`;

const files = {
  'event-registry.yaml': registry,
  'event-registry.lock': '# eventlint lock 1\n',
  'more/a.yaml': 'events:\n  order_sent: { description: Sent., status: draft }\n',
  'tsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }\n',
  'README.md': '# Shop\n',
  'track.ts': `export function track(name: string) {\n  nv('event', name, { total: 1 });\n}\n`,
  'calls.ts': `import { track } from 'track';\ntrack('order_paid');\n`,
  'plain.ts': `export const help = (name: string) => name;\n`,
  'other.ts': `export const other = 1;\n`,
};

const plain = `export const help = (name: string) => name.trim();\n`;

/** Says in the end whether the program was loaded. */
const spy = `process.on('exit', () => process.stderr.write(Object.keys(require.cache).some((file) => file.endsWith('program.cjs')) ? 'program' : 'quiet'));\n`;

let repository: Repository;
let putBack: () => void;
beforeAll(async () => {
  repository = new Repository();
  repository.commit(files);
  await wait(settled);
  repository.write({ '.git/spy.cjs': spy, 'other.ts': 'export const other = 3;\n' }).git('add', '.');
  expect(repository.eventlint('check --staged').status).toBe(0);
  repository.git('reset', '--quiet', '--hard');
  putBack = repository.keep();
});
afterAll(() => {
  repository.remove();
});

/** Puts the project where it was when a note was taken of it. What the registry says is not written anew: it has to be settled. */
beforeEach(() => putBack());

/** What a run of what is staged answers, and whether it loaded the program. */
function staged(args = 'check --staged') {
  const NODE_OPTIONS = `--require ${join(repository.folder, '.git/spy.cjs')}`;
  const { stderr, ...answer } = repository.eventlint(args, { NODE_OPTIONS });
  return { ...answer, by: /(program|quiet)$/.exec(stderr)?.[0] };
}

/** What reads everything anew. */
function anew() {
  const { status, stdout } = repository.eventlint('check --staged --no-cache');
  return { status, stdout };
}

type Written = Readonly<Record<string, string | null>>;

describe('that a commit sends nothing is told without the program', () => {
  // The registry has two files.
  it.each<[string, Written, number]>([
    ['of a file of code', { 'plain.ts': plain }, 3],
    ['of several', { 'plain.ts': plain, 'other.ts': 'export const other = 2;\n' }, 4],
    ['of a new one', { 'new.ts': plain }, 3],
    ['of a file that is gone', { 'plain.ts': null }, 2],
    ['of what is no code', { 'README.md': '# The shop\n', 'logo.svg': '<svg/>\n' }, 2],
    ['of nothing', {}, 2],
  ])('%s', (_, written, count) => {
    repository.write(written).git('add', '--all');
    const told = staged();
    expect(told).toEqual({
      status: 0,
      stdout: `✔ No problems in ${count} files, 0 call sites and 0 payload entries.\n`,
      by: 'quiet',
    });
    expect(anew().stdout).toBe(told.stdout);
  });

  it('also when what was judged has been committed, and more since', () => {
    repository.write({ 'calls.ts': `${files['calls.ts']}// again\n` }).git('add', '.');
    expect(staged().by).toBe('program');
    repository.commit();
    repository.commit({ 'README.md': '# The shop\n', 'other.ts': 'export const other = 2;\n' });
    repository.write({ 'plain.ts': plain }).git('add', '.');
    expect(staged()).toEqual({ ...anew(), by: 'quiet' });
    expect(staged('--staged')).toEqual(staged());
  });

  it('of what is only intended to be added, which is not committed', () => {
    repository.write({ 'later.ts': `nv('event', 'order_payed', {});\n` });
    repository.git('add', '--intent-to-add', 'later.ts');
    expect(staged()).toEqual({ ...anew(), by: 'quiet' });
  });

  it('in colour where that is wanted', () => {
    repository.write({ 'plain.ts': plain }).git('add', '.');
    const colored = (args: string) => repository.eventlint(args, { FORCE_COLOR: '1' }).stdout;
    expect(colored('check --staged')).toContain('\u001b[32m✔');
    expect(colored('check --staged')).toBe(colored('check --staged --no-cache'));
  });
});

describe('the program is asked', () => {
  it.each<[string, Written]>([
    ['where an event is sent', { 'plain.ts': `nv('event', 'order_payed', {});\n` }],
    ['where what sends is called', { 'plain.ts': `import { track } from 'track';\ntrack('order_payed');\n` }],
    ['where a wrapper is changed', { 'track.ts': `${files['track.ts']}// changed\n` }],
    ['where a comment suppresses', { 'plain.ts': `// eventlint-disable-next-line\n${plain}` }],
    ['where a file cannot be searched', { 'plain.ts': '\0\0' }],
    ['where the registry has one file more', { 'more/b.yaml': 'events: { Bad: { status: draft } }\n' }],
    ['where there is a configuration now', { 'eventlint.yaml': 'rules: { unknown-event: off }\n' }],
    ['where a payload is staged', { 'payloads/a.json': '{ "event": "order_payed" }\n' }],
    ['where findings are accepted now', { '.eventlint-baseline.json': '{}' }],
  ])('%s', (_, written) => {
    repository.write(written).git('add', '--all');
    const { by, ...answer } = staged();
    expect(by).toBe('program');
    expect(answer).toEqual(anew());
  });

  it.each<[string, string, string]>([
    ['where the registry is changed', 'event-registry.yaml', registry.replace('total', 'sum')],
    ['where a file that it includes is changed', 'more/a.yaml', 'events: { Bad: { status: draft } }\n'],
    ['where the lock is changed', 'event-registry.lock', '# no lock\n'],
    ['where modules are found otherwise', 'tsconfig.json', '{ "compilerOptions": { "paths": {} } }\n'],
    ['where a file is staged otherwise than it is checked out', 'plain.ts', plain],
  ])('%s', (_, file, text) => {
    stage(file, text);
    const { by, ...answer } = staged();
    expect(by).toBe('program');
    expect(answer).toEqual(anew());
  });

  it('where what was staged is not any more, and the note is of a project without it', () => {
    rmSync(join(repository.caches, 'eventlint'), { recursive: true });
    repository.write({ 'track.ts': plain }).git('add', '.');
    repository.eventlint('check --staged');
    repository.git('reset', '--quiet');
    repository.git('checkout', 'track.ts');
    repository.write({ 'plain.ts': `import { track } from 'track';\ntrack('order_payed');\n` });
    repository.git('add', 'plain.ts');
    expect(staged()).toEqual({ ...anew(), by: 'program' });
    expect(staged().stdout).toContain('order_payed');
  });

  it('where what decides was taken away by another commit', () => {
    repository.git('rm', '--quiet', 'tsconfig.json');
    repository.git('commit', '--quiet', '--message', 'without');
    repository.write({ 'plain.ts': plain }).git('add', '.');
    expect(staged()).toEqual({ ...anew(), by: 'program' });
  });

  it('where a file is not there any more', () => {
    repository.write({ 'plain.ts': plain }).git('add', '--all');
    expect(staged().by).toBe('quiet');
    repository.write({ 'plain.ts': null });
    expect(staged()).toEqual({ ...anew(), by: 'program' });
  });

  it('where anything else is asked', () => {
    for (const args of ['check --staged --quiet', 'check', '--staged --no-color', 'check --staged plain.ts'])
      expect(staged(args).by, args).toBe('program');
  });
});

describe('YAML', () => {
  const plainRegistry = registry.replace(/^include.*\n/m, '');
  let shop: Repository;
  beforeAll(async () => {
    shop = new Repository();
    shop.commit({ ...files, 'event-registry.yaml': plainRegistry });
    await wait(settled);
    shop.write({ '.git/spy.cjs': spy, 'other.ts': 'export const other = 3;\n' }).git('add', '.');
    expect(shop.eventlint('check --staged').status).toBe(0);
    shop.git('reset', '--quiet', '--hard');
  });
  afterAll(() => shop.remove());

  it.each<[string, string, string, string]>([
    ['is nothing to a registry that includes none', 'ci.yml', 'jobs: {}\n', 'quiet'],
    ['is the configuration by its name', 'eventlint.yaml', 'rules: { unknown-event: off }\n', 'program'],
    ['may come to be included', 'event-registry.yaml', registry, 'program'],
  ])('%s', (_, file, text, by) => {
    shop.write({ [file]: text, 'plain.ts': plain }).git('add', '.');
    const NODE_OPTIONS = `--require ${join(shop.folder, '.git/spy.cjs')}`;
    const { stdout, status, stderr } = shop.eventlint('check --staged', { NODE_OPTIONS });
    const { stderr: __, ...anew } = shop.eventlint('check --staged --no-cache');
    expect({ stdout, status }).toEqual(anew);
    expect(stderr).toBe(by);
    shop.git('reset', '--quiet', '--hard');
  });
});

/** Stages a file that is checked out in another state. */
function stage(file: string, text: string): void {
  const object = repository.run('git', ['hash-object', '-w', '--stdin'], {}, text).stdout.trim();
  repository.git('update-index', '--cacheinfo', `100644,${object},${file}`);
}

describe('whatever is edited and committed', () => {
  const step = fc
    .constantFrom(...Object.keys(tellingFiles))
    .chain((file) =>
      fc.tuple(fc.constant(file), fc.constantFrom(...(tellingFiles[file] ?? [])), fc.boolean()),
    );

  it('a commit is judged as by a run that reads everything', () => {
    const there = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 8 }), (steps) => {
        for (const [file, text, isCommitted] of steps) {
          if (text === null && !there.delete(file)) continue;
          if (text !== null) there.add(file);
          repository.write({ [file]: text, 'plain.ts': `// ${file}\n${plain}` }).git('add', '--all');
          const { by: _, ...answer } = staged();
          expect(answer, file).toEqual(anew());
          if (isCommitted) repository.commit();
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
  });
});

// In the end, as what is changed by it cannot be relied on for a while.
it('the program is asked while the registry is being edited', () => {
  repository.write({ 'plain.ts': plain }).git('add', '--all');
  expect(staged().by).toBe('quiet');
  repository.write({ 'event-registry.yaml': `${registry}# more\n` });
  expect(staged()).toEqual({ ...anew(), by: 'program' });
});

it('a note is of one folder and one program', () => {
  const shop = new Repository();
  const commit = shop.commit(files);
  vi.stubEnv('XDG_CACHE_HOME', shop.caches);
  const nothing = { include: globMeaning([]), exclude: globMeaning([]) };
  keepQuiet(import.meta.filename, '/shops/a b', {
    root: shop.folder,
    commit,
    staged: [],
    stamps: [],
    deciding: [],
    code: nothing,
    payloads: nothing,
    words: [],
    registryFiles: 1,
    includes: false,
  });
  expect(filesOfQuietCommit(import.meta.filename, '/shops/a b')).toBe(1);
  // Its note would stand in the same file.
  expect(filesOfQuietCommit(import.meta.filename, '/shops/a-b')).toBeUndefined();
  expect(filesOfQuietCommit(join(import.meta.dirname, 'process.test.ts'), '/shops/a b')).toBeUndefined();
  vi.unstubAllEnvs();
  shop.remove();
});
