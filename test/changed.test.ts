import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const registry = (...events: string[]) =>
  `registry: 1\ndefaults: { owner: shop }\nevents:\n${events.map((event) => `  ${event}\n`).join('')}`;
const paid =
  'order_paid: { description: Paid., status: draft, attributes: { total: { type: number, required: true } } }';
const seen = 'page_seen: { description: Seen., status: draft }';
const good = `nv('event', 'order_paid', { total: 1 });\n`;
const bad = `nv('event', 'order_payed', { total: 1 });\n`;

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

describe('--staged looks at what the next commit holds', () => {
  beforeEach(() => {
    repository.commit({ 'event-registry.yaml': registry(paid, seen), 'a.ts': good, 'old.ts': bad });
  });

  it('and at the files of it alone', () => {
    repository.write({ 'new.ts': `\n${bad}` }).git('add', 'new.ts');
    expect(repository.findings('--staged')).toEqual(['new.ts:2 unknown-event']);
  });

  it('and finds nothing where nothing is staged', () => {
    repository.write({ 'a.ts': bad });
    expect(repository.findings('--staged')).toEqual([]);
  });

  it('as it is staged, not as it was changed since', () => {
    repository.write({ 'a.ts': bad }).git('add', 'a.ts');
    repository.write({ 'a.ts': good });
    expect(repository.findings('--staged')).toEqual(['a.ts:1 unknown-event']);
    repository.git('add', 'a.ts');
    repository.write({ 'a.ts': bad });
    expect(repository.findings('--staged')).toEqual([]);
  });

  it('also of the files that it imports', () => {
    const use = `import { NAME } from './names';\nnv('event', NAME, { total: 1 });\n`;
    repository.write({ 'names.ts': `export const NAME = 'order_payed';\n`, 'b.ts': use }).git('add', '.');
    repository.write({ 'names.ts': `export const NAME = 'order_paid';\n` });
    expect(repository.findings('--staged')).toEqual(['b.ts:2 unknown-event']);
  });

  it('not what git does not track', () => {
    const use = `import { NAME } from './names';\nnv('event', NAME, { total: 1 });\n`;
    repository.write({ 'names.ts': `export const NAME = 'order_payed';\n`, 'b.ts': use }).git('add', 'b.ts');
    expect(repository.findings('--staged')).toEqual(['b.ts:2 dynamic-event-name']);
  });

  it('a renamed file under its new name, a deleted one not at all', () => {
    repository.git('mv', 'old.ts', 'süd/../renamed file.ts');
    expect(repository.findings('--staged')).toEqual(['renamed file.ts:1 unknown-event']);
    repository.git('rm', '--quiet', '-f', 'renamed file.ts');
    expect(repository.findings('--staged')).toEqual([]);
  });

  it('never at files that the globs do not choose', () => {
    repository
      .write({ 'package.json': '{"name":"shop"}', 'dist/a.ts': bad, 'names with ü.ts': bad })
      .git('add', '--force', '.');
    expect(repository.findings('--staged')).toEqual(['names with ü.ts:1 unknown-event']);
  });

  it('and, with a changed registry, at what that breaks elsewhere', () => {
    repository.write({ 'event-registry.yaml': registry(seen) }).git('add', '.');
    // old.ts was broken before.
    expect(repository.findings('--staged')).toEqual(['a.ts:1 unknown-event']);
  });

  it('before the first commit too', () => {
    const fresh = new Repository();
    fresh.write({ 'event-registry.yaml': registry(paid), 'a.ts': bad }).git('add', '.');
    expect(fresh.findings('--staged')).toEqual(['a.ts:1 unknown-event']);
    fresh.remove();
  });

  it('in a package of a monorepo, at the package', () => {
    repository.write({
      'packages/shop/event-registry.yaml': registry(paid),
      'packages/shop/a.ts': bad,
      'packages/other/a.ts': bad,
    });
    repository.git('add', '.');
    expect(repository.findings('--staged --registry packages/shop/event-registry.yaml')).toEqual([
      'packages/shop/a.ts:1 unknown-event',
    ]);
  });

  it('without the folders of submodules', () => {
    const other = new Repository();
    other.commit({ 'a.ts': bad });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.folder, 'lib');
    expect(repository.findings('--staged')).toEqual([]);
    other.remove();
  });
});

describe('--since reports what a change is answerable for', () => {
  it('findings on changed lines, not those beside them', () => {
    const base = repository.commit({
      'event-registry.yaml': registry(paid),
      'a.ts': `${bad}\n\n${good}`,
    });
    repository.commit({ 'a.ts': `${bad}\n\n${bad}` });
    expect(repository.findings(`--since ${base}`)).toEqual(['a.ts:4 unknown-event']);
  });

  it('files that git does not track yet', () => {
    repository.commit({ 'event-registry.yaml': registry(paid) });
    repository.write({ 'new.ts': bad });
    expect(repository.findings('--since HEAD')).toEqual(['new.ts:1 unknown-event']);
  });

  it('what a removed line brings to others', () => {
    const call = (attribute: string) =>
      `nv('event', 'order_paid', {\n  other: 1,\n  x: 2,\n${attribute}});\n`;
    const open =
      'order_paid: { description: Paid., status: draft, additional: allow, attributes: { total: { type: number, required: true } } }';
    repository.commit({ 'event-registry.yaml': registry(open), 'a.ts': call('  total: 1,\n') });
    repository.write({ 'a.ts': call('') });
    expect(repository.findings('--since HEAD')).toEqual(['a.ts:1 missing-attribute']);
  });

  it('what a changed constant, registry or lock brings elsewhere', () => {
    const use = `import { NAME } from './names';\nnv('event', NAME, { total: 1 });\n`;
    repository.commit({
      'event-registry.yaml': registry(paid),
      'names.ts': `export const NAME = 'order_paid';\n`,
      'a.ts': use,
      'old.ts': bad,
    });
    repository.write({ 'names.ts': `export const NAME = 'order_payed';\n` });
    expect(repository.findings('--since HEAD')).toEqual(['a.ts:2 unknown-event']);
    repository.git('checkout', '--quiet', '.');
    repository.write({ 'event-registry.yaml': registry(seen) });
    expect(repository.findings('--since HEAD')).toEqual(['a.ts:2 unknown-event']);
  });

  it('the branch’s own changes, from where it went apart', () => {
    repository.commit({ 'event-registry.yaml': registry(paid) });
    repository.git('checkout', '--quiet', '-b', 'feature');
    repository.commit({ 'mine.ts': bad });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'theirs.ts': bad });
    repository.git('checkout', '--quiet', 'feature');
    expect(repository.findings('--since main')).toEqual(['mine.ts:1 unknown-event']);
  });

  it('a moved file only where it was changed', () => {
    repository.commit({ 'event-registry.yaml': registry(paid), 'a.ts': `${bad}${'// x\n'.repeat(20)}` });
    repository.git('mv', 'a.ts', 'b.ts');
    expect(repository.findings('--since HEAD')).toEqual([]);
  });

  it('changed lines alone where there was no registry', () => {
    repository.commit({ 'old.ts': bad });
    repository.write({ 'event-registry.yaml': registry(paid), 'new.ts': bad });
    expect(repository.findings('--since HEAD')).toEqual(['new.ts:1 unknown-event']);
  });

  it('everything, and says so, where the registry could not be read', () => {
    repository.commit({ 'event-registry.yaml': 'registry: [', 'old.ts': bad });
    repository.write({ 'event-registry.yaml': registry(paid) });
    const { status, stdout, stderr } = repository.eventlint('--since HEAD');
    expect([status, stdout]).toEqual([1, expect.stringContaining('order_payed')]);
    expect(stderr).toContain('The registry as it was cannot be read, so all findings are shown');
  });
});

describe('what cannot be compared is never shown as clean', () => {
  it.each([
    ['--since nowhere', 'There is no commit `nowhere` here.'],
    ['--since --staged', 'There is no commit `--staged` here.'],
    ['--staged a.ts', '--staged chooses the files itself.'],
    ['--staged --since HEAD', '--staged and --since say different things.'],
  ])('%s', (options, message) => {
    repository.commit({ 'event-registry.yaml': registry(paid), 'a.ts': bad });
    const { status, stdout, stderr } = repository.eventlint(`check ${options}`);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.each(['--staged', '--since HEAD'])('%s outside a repository', (options) => {
    repository.write({ 'event-registry.yaml': registry(paid) });
    rmSync(join(repository.folder, '.git'), { recursive: true });
    const { status, stderr } = repository.eventlint(`check ${options}`);
    expect(status).toBe(2);
    expect(stderr).toContain(`${options.split(' ')[0]} needs a git repository`);
  });

  it('in a clone without the history', () => {
    const commit = repository.commit({ 'event-registry.yaml': registry(paid) });
    repository.commit({ 'a.ts': good });
    const clone = new Repository();
    clone.run('git', ['clone', '--quiet', '--depth', '1', `file://${repository.folder}`, 'shallow']);
    const answer = clone.eventlint(`check --registry shallow/event-registry.yaml --since ${commit}`);
    expect(answer.status).toBe(2);
    expect(answer.stderr).toContain('This clone is shallow: fetch more of its history');
    clone.remove();
  });
});
