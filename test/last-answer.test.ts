import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';
import { tellingFiles } from './support/telling-files.ts';

const registry = `registry: 1
defaults: { owner: shop }
include: [more/*.yaml]
events:
  order_paid: { description: Paid., status: draft, attributes: { total: number } }
`;

const files = {
  '.gitignore': 'node_modules\nignored.yaml\n*.log\n',
  'shop/event-registry.yaml': registry,
  'shop/event-registry.lock': '# eventlint lock 1\n',
  'shop/more/a.yaml': 'events:\n  order_sent: { description: Sent., status: draft }\n',
  'shop/tsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }\n',
  'shop/README.md': '# Shop\n',
  'shop/track.ts': `import { prefix } from 'names';\nexport function track(name: string) {\n  nv('event', prefix + name, { total: 1 });\n}\n`,
  'shop/calls.ts': `import { track } from 'track';\ntrack('order_paid');\n`,
  'shop/plugin.json': '{ "id": "shop" }\n',
  'shop/data.ts': `import { id } from './plugin.json';\nimport { track } from 'track';\ntrack(id);\n`,
  'shop/plain.ts': `export const help = (name: string) => name;\n`,
  'shop/a.events.json': '{"userID":"u1","event_name":"order_payed","attributes":{}}\n',
};

/**
 * Says in the end whether the program was loaded, and makes every file one that was written long before: what was changed a
 * moment ago is not relied on. `TODAY` is the day.
 */
const spy = `process.on('exit', () => process.stderr.write(Object.keys(require.cache).some((file) => file.endsWith('program.cjs')) ? 'program' : 'again'));
process.uptime = () => -10;
const { TODAY } = process.env;
const { toISOString } = Date.prototype;
if (TODAY) Date.prototype.toISOString = function () { return TODAY + toISOString.call(this).slice(10); };
`;

let repository: Repository;
beforeAll(() => {
  repository = new Repository();
  repository.commit(files);
  repository.write({ '.git/spy.cjs': spy });
});
afterAll(() => repository.remove());
beforeEach(() => {
  for (const args of ['reset --hard --quiet', 'clean --force -d -x --quiet'])
    repository.git(...args.split(' '));
});

type By = 'program' | 'again' | undefined;

/** What a run answers in the shop's folder, and whether it loaded the program. */
function asked(args: string, env: Record<string, string> = {}) {
  const NODE_OPTIONS = `--require ${join(repository.folder, '.git/spy.cjs')}`;
  const { stderr, ...answer } = repository.eventlint(args, { NODE_OPTIONS, ...env }, 'shop');
  const [, said, by] = /^(.*)(program|again)$/s.exec(stderr) ?? [];
  return { ...answer, stderr: said, by: by as By };
}

const toldAnew = new Map<string, ReturnType<typeof asked>>();

/** What a run says that reads everything. Of the files as they were committed it is asked once. */
function anew(args: string, env: Record<string, string> = {}) {
  const status = ['--no-optional-locks', 'status', '--porcelain', '--ignored'];
  const state = repository.run('git', status);
  const isCommitted = state.status === 0 && state.stdout === '';
  const key = JSON.stringify([args, env]);
  const answer = (isCommitted && toldAnew.get(key)) || asked(`${args} --no-cache`, env);
  if (isCommitted) toldAnew.set(key, answer);
  return answer;
}

/** Asks until the answer is known, and says how it was given then. */
function known(args: string, env: Record<string, string> = {}) {
  const first = asked(args, env);
  const again = asked(args, env);
  expect(again).toEqual({ ...first, by: again.by });
  expect(anew(args, env)).toEqual({ ...first, by: 'program' });
  return again.by;
}

describe('what has not changed is told again without the program', () => {
  it.each([
    '',
    'check',
    'check --format json',
    'check --quiet --max-warnings 1',
    '--no-color --exit-zero',
    'check --registry event-registry.yaml',
    'extract',
    'extract --format csv',
  ])('%s', (args) => {
    expect(known(args)).toBe('again');
  });

  it('in colour where that is wanted', () => {
    expect(known('check', { FORCE_COLOR: '1' })).toBe('again');
    expect(asked('check', { FORCE_COLOR: '1' }).stdout).toContain('\u001b[');
    expect(asked('check', { NO_COLOR: '1' }).stdout).not.toContain('\u001b[');
  });

  it('also of what is not in git', () => {
    repository.write({ 'shop/new.ts': `nv('event', 'order_payed', {});\n` });
    expect(known('check')).toBe('again');
  });

  it('also when what was changed is as it was', () => {
    const before = asked('check');
    const text = files['shop/calls.ts'];
    repository.write({ 'shop/calls.ts': `${text}// more\n` });
    expect(asked('check').by).toBe('program');
    repository.write({ 'shop/calls.ts': text }).git('add', '.');
    expect(asked('check')).toEqual({ ...before, by: expect.anything() });
  });
});

describe('the program is asked', () => {
  it.each([
    'check plain.ts',
    'check .',
    'check --format sarif',
    'check --stats',
    'check --since HEAD',
    'extract calls.ts',
    'extract --explain calls.ts:2',
  ])('%s: the answer is about a part, or about more than the files', (args) => {
    asked(args);
    expect(asked(args).by).toBe('program');
  });

  it('for what is written to a file', () => {
    for (let round = 0; round < 2; round++) expect(asked('check --output report.log').by).toBe('program');
    expect(readdirSync(join(repository.folder, 'shop'))).toContain('report.log');
  });

  it.each<[string, Record<string, string | null>]>([
    ['a call', { 'shop/calls.ts': `import { track } from 'track';\ntrack('order_gone');\n` }],
    ['a new file', { 'shop/new.ts': `nv('event', 'order_payed', {});\n` }],
    ['a file that is gone', { 'shop/calls.ts': null }],
    ['a payload', { 'shop/a.events.json': '{"userID":"u1","event_name":"order_paid","attributes":{}}\n' }],
    ['the registry', { 'shop/event-registry.yaml': registry.replace('total', 'sum') }],
    ['data that is imported', { 'shop/plugin.json': '{ "id": "order_paid" }\n' }],
    ['a file of the registry', { 'shop/more/a.yaml': 'events: { Bad: { status: draft } }\n' }],
    ['one that git ignores', { 'shop/more/ignored.yaml': 'events: { Bad: { status: draft } }\n' }],
    ['the lock', { 'shop/event-registry.lock': null }],
    ['findings that are accepted', { 'shop/.eventlint-baseline.json': '{}' }],
    ['settings', { 'shop/eventlint.yaml': 'rules: { unknown-event: off }\n' }],
    ['settings above the project', { 'eventlint.yaml': 'rules: { unknown-event: off }\n' }],
    ['where modules are found', { 'shop/tsconfig.json': '{ "compilerOptions": { "baseUrl": "lib" } }\n' }],
    [
      'a package that was missing',
      {
        'shop/node_modules/names/package.json': '{ "name": "names", "types": "index.d.ts" }\n',
        'shop/node_modules/names/index.d.ts': `export const prefix: 'old_';\n`,
      },
    ],
  ])('where there is another state of %s', (_, written) => {
    for (const args of ['check --format json', 'extract --format json']) known(args);
    repository.write(written);
    for (const args of ['check --format json', 'extract --format json']) {
      const { by, ...answer } = asked(args);
      const { by: __, ...told } = anew(args);
      expect(answer).toEqual(told);
      // What may be all the same to one of them is all the same to neither, or to one of them alone.
      if (args.startsWith('check')) expect(by).toBe('program');
    }
  });

  it('where a package has changed', () => {
    const types = 'shop/node_modules/names/index.d.ts';
    repository.write({
      'shop/node_modules/names/package.json': '{ "name": "names", "types": "index.d.ts" }\n',
      [types]: `export const prefix: 'old_';\n`,
    });
    expect(known('check --format json')).toBe('again');
    expect(asked('check --format json').stdout).toContain('old_order_paid');
    repository.write({ [types]: `export const prefix: 'new_';\n` });
    expect(asked('check --format json').stdout).toContain('new_order_paid');
  });

  it('where a link leads to another file', () => {
    repository.write({ 'one.log': '// nothing\n', 'two.log': `nv('event', 'order_payed', {});\n` });
    const link = join(repository.folder, 'shop/link.ts');
    symlinkSync('../one.log', link);
    repository.git('add', '.');
    expect(known('check')).toBe('again');
    renameSync(join(repository.folder, 'two.log'), join(repository.folder, 'one.log'));
    expect(asked('check').by).toBe('program');
    expect(known('check')).toBe('again');
    rmSync(join(repository.folder, 'one.log'));
    expect(asked('check').by).toBe('program');
  });

  it('on another day', () => {
    expect(known('check', { TODAY: '2026-01-01' })).toBe('again');
    expect(asked('check', { TODAY: '2026-01-02' }).by).toBe('program');
  });

  it('where files of the registry are looked for in many folders', () => {
    repository.write({ 'shop/event-registry.yaml': registry.replace('more/*', '**/*.part') });
    expect(known('check')).toBe('program');
  });

  it('outside of git', () => {
    renameSync(join(repository.folder, '.git'), join(repository.folder, '.kept'));
    try {
      mkdirSync(join(repository.folder, '.git'));
      repository.write({ '.git/spy.cjs': spy });
      expect(known('check')).toBe('program');
    } finally {
      rmSync(join(repository.folder, '.git'), { recursive: true });
      renameSync(join(repository.folder, '.kept'), join(repository.folder, '.git'));
    }
  });
});

describe('what was changed a moment ago may change again unseen', () => {
  it('is not told again', () => {
    repository.write({ 'shop/new.ts': `nv('event', 'order_payed', {});\n` });
    repository.eventlint('check', {}, 'shop');
    expect(asked('check').by).toBe('program');
  });
});

describe('whatever is edited, committed and checked out', () => {
  const step = fc
    .constantFrom(...Object.keys(tellingFiles))
    .chain((file) =>
      fc.tuple(
        fc.constant(file),
        fc.constantFrom(...(tellingFiles[file] ?? [])),
        fc.constantFrom('nothing', 'add', 'commit', 'switch'),
      ),
    );

  it('what is told is what a run finds that reads everything', () => {
    repository.git('branch', 'other');
    let branches = ['main', 'other'];
    const by = new Set<By>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 5 }), (steps) => {
        for (const [file, text, then] of steps) {
          if (text !== null || existsSync(join(repository.folder, 'shop', file)))
            repository.write({ [`shop/${file}`]: text });
          if (then === 'add') repository.git('add', '--all');
          if (then === 'commit' || then === 'switch') repository.commit();
          if (then === 'switch') {
            branches = branches.reverse();
            repository.git('checkout', '--quiet', branches[0] as string);
          }
          for (const args of ['check --format json', 'extract --format json']) {
            const read = asked(`${args} --no-cache`);
            for (let round = 0; round < 2; round++) {
              const told = asked(args);
              by.add(told.by);
              expect(told, `${args} after ${file}`).toEqual({ ...read, by: told.by });
            }
          }
        }
      }),
      { numRuns: 2, endOnFailure: true },
    );
    expect([...by].sort()).toEqual(['again', 'program']);
  });
});
