import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const registry =
  'registry: 1\ndefaults: { owner: shop }\nevents:\n  order_paid: { description: Paid., status: draft }\n';
const good = `nv('event', 'order_paid', {});\n`;
const bad = `nv('event', 'order_payed', {});\n`;
const entry = (name: string) => `{"userID":"u1","event_name":"${name}","attributes":{}}\n`;

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

/** The file and line of what a run in a folder of the repository finds. */
function findingsIn(folder: string, ...args: string[]): string[] {
  const { stdout, stderr, status } = repository.run('sh', [
    '-c',
    `cd "$1" && shift && exec "$@"`,
    'sh',
    folder,
    process.execPath,
    cli,
    'check',
    '--format',
    'json',
    ...args,
  ]);
  if (status === 2) throw new Error(stderr);
  return JSON.parse(stdout).findings.map(
    ({ file, line }: { file: string; line: number }) => `${file}:${line}`,
  );
}

describe('a sparse checkout', () => {
  beforeEach(() => {
    repository.commit({
      'event-registry.yaml': `registry: 1\ndefaults: { owner: shop }\ninclude: [events/*.yaml]\nevents:\n  order_seen: { description: Seen. }\n`,
      'events/paid.yaml': 'events:\n  order_paid: { description: Paid. }\n',
      'a.ts': good,
      'web/b.ts': `nv('event', 'order_seen', {});\n`,
    });
    repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!/web', '!/events');
    expect(existsSync(join(repository.folder, 'web'))).toBe(false);
  });

  it('has the registry with all that it includes, for what is staged', () => {
    repository.write({ 'a.ts': `${good}${bad}` }).git('add', 'a.ts');
    expect(findingsIn('.', '--staged')).toEqual(['a.ts:2']);
  });

  it('does not say that nobody sends what is sent by code that is left out', () => {
    repository.git('sparse-checkout', 'set', '--no-cone', '/*', '!/web');
    expect(findingsIn('.')).toEqual([]);
    // What is deleted is not left out.
    repository.git('sparse-checkout', 'disable');
    repository.write({ 'web/b.ts': null });
    expect(findingsIn('.')).toEqual(['event-registry.yaml:5']);
  });
});

describe('--staged', () => {
  beforeEach(() => {
    repository.commit({ 'event-registry.yaml': registry, 'a.ts': good });
  });

  it.each([
    'line\nbreak.ts',
    'quote".ts',
    "apostrophe'.ts",
    'tab\t.ts',
    'back\\slash.ts',
    'süß ✨.ts',
    ' x .ts',
    'a blob 5.ts',
  ])('judges what is staged of a file named %j', (name) => {
    repository.write({ [name]: bad }).git('add', '--all');
    repository.write({ [name]: good });
    expect(findingsIn('.', '--staged')).toEqual([`${name}:1`]);
  });

  it('judges what is staged and no longer checked out', () => {
    repository.write({ 'b.ts': bad }).git('add', 'b.ts');
    repository.write({ 'b.ts': null });
    expect(findingsIn('.', '--staged')).toEqual(['b.ts:1']);
  });

  it('does not see what is only intended to be added', () => {
    repository.write({
      'b.ts': bad,
      'c.ts': `import { n } from './n';\nnv('event', n, {});\n`,
      'n.ts': `export const n = 'order_payed';\n`,
    });
    repository.git('add', '--intent-to-add', 'b.ts', 'n.ts').concat(repository.git('add', 'c.ts'));
    const { stdout } = repository.eventlint('check --staged');
    expect(stdout).toContain('The name of this event is not known');
    expect(stdout).not.toContain('b.ts');
  });

  it('does not know a file that is deleted in the index and still there', () => {
    repository.commit({ 'names.ts': `export const n = 'order_payed';\n` });
    repository.git('rm', '--cached', '--quiet', 'names.ts');
    repository.write({ 'a.ts': `import { n } from './names';\nnv('event', n, {});\n` }).git('add', 'a.ts');
    expect(repository.findings('--staged')).toEqual(['a.ts:2 dynamic-event-name']);
  });

  it('takes a change of mode for what it is', () => {
    repository.commit({ 'old.ts': bad });
    chmodSync(join(repository.folder, 'old.ts'), 0o755);
    repository.git('add', '.');
    expect(findingsIn('.', '--staged')).toEqual(['old.ts:1']);
  });

  it('reads no link as if it were what it points to', () => {
    repository.write({ 'real.txt': 'x' });
    symlinkSync('real.txt', join(repository.folder, 'link.ts'));
    symlinkSync('nowhere', join(repository.folder, 'dead.ts'));
    repository.git('add', '.');
    rmSync(join(repository.folder, 'link.ts'));
    expect(findingsIn('.', '--staged')).toEqual([]);
  });

  it('refuses to guess what a conflict will be', () => {
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.commit({ 'a.ts': bad });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'a.ts': `\n\n${good}` });
    repository.run('git', ['merge', 'theirs']);
    const { status, stdout, stderr } = repository.eventlint('check --staged');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('a.ts is not merged yet.');
  });

  it.each([
    ['the registry', { 'event-registry.yaml': 'registry: 1\nevents: {}\n' }, ['a.ts:1']],
    [
      'the configuration',
      {
        'eventlint.yaml':
          'rules: { dynamic-event-name: error, event-name-case: off }\ncalls: [{ callee: send, event: "0", attributes: "1" }]\n',
      },
      ['b.ts:1'],
    ],
  ])('holds a change to %s alone against the rest', (_, files, expected) => {
    repository.commit({ 'b.ts': `send('order_payed', {});\n` });
    repository.write(files).git('add', '.');
    expect(findingsIn('.', '--staged')).toEqual(expected);
  });

  it('works from a folder of the project, and in a project that is a folder of the repository', () => {
    repository.commit({ 'web/event-registry.yaml': registry, 'web/src/ü/a.ts': good, 'b.ts': good });
    repository.write({ 'web/src/ü/a.ts': bad, 'b.ts': bad }).git('add', '.');
    repository.write({ 'web/src/ü/a.ts': good });
    expect(findingsIn('web/src/ü', '--staged')).toEqual(['a.ts:1']);
    expect(findingsIn('web', '--staged')).toEqual(['src/ü/a.ts:1']);
  });

  it('reads a text that git converts, and a pointer of Git LFS as the file it stands for', () => {
    repository.commit({
      '.gitattributes':
        '*.ts text eol=crlf\n*.ndjson filter=lfs\n*.js text working-tree-encoding=UTF-16LE-BOM\n',
    });
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n';
    repository.git(
      'config',
      'filter.lfs.clean',
      `cat > .git/kept; printf '${pointer.replaceAll('\n', '\\n')}'`,
    );
    repository.git('config', 'filter.lfs.smudge', 'cat .git/kept');
    writeFileSync(join(repository.folder, 'c.js'), Buffer.from(`\ufeff// é\n${bad}`, 'utf16le'));
    repository
      .write({
        'a.ts': `// x\r\n${bad.replace('\n', '\r\n')}`,
        'b.ndjson': `${entry('order_paid')}${entry('order_payed')}`,
      })
      .git('add', '.');
    expect(repository.git('show', ':b.ndjson')).toBe(pointer);
    repository.write({ 'a.ts': `${good}\r\n`, 'b.ndjson': entry('order_paid'), 'c.js': good });
    expect(findingsIn('.', '--staged')).toEqual(['a.ts:2', 'b.ndjson:2', 'c.js:2']);
  });
});

describe('in a hook, where git sets its variables', () => {
  const hook = `#!/bin/sh\ncd web && exec "${process.execPath}" "${cli}" check --staged\n`;
  const commit = (...args: string[]) => repository.run('git', ['-C', 'web', 'commit', '-m', 'x', ...args]);

  beforeEach(() => {
    repository.write({ '.githooks/pre-commit': hook });
    chmodSync(join(repository.folder, '.githooks/pre-commit'), 0o755);
    repository.commit({ 'web/event-registry.yaml': registry, 'web/a.ts': good, 'web/b.ts': good });
    repository.git('config', 'core.hooksPath', '.githooks');
  });

  it.each([
    ['git commit', [], ['a.ts'], 1],
    ['git commit, what is bad not staged', [], ['b.ts'], 0],
    ['git commit -a', ['-a'], [], 1],
    ['git commit of one file', ['a.ts'], ['b.ts'], 1],
    ['git commit of one file that is good', ['b.ts'], ['a.ts'], 0],
  ])('%s', (_, args, staged, status) => {
    repository.write({ 'web/a.ts': bad, 'web/b.ts': `// x\n${good}` });
    for (const file of staged) repository.git('add', `web/${file}`);
    const answer = commit(...args);
    expect(answer.stdout + answer.stderr).toMatch(status === 1 ? /order_payed/ : /No problems/);
    expect(answer.status).toBe(status);
  });

  it('git commit in a worktree and in a submodule', () => {
    const all = `${repository.folder}/wt`;
    repository.git('worktree', 'add', '--quiet', all);
    writeFileSync(`${all}/web/a.ts`, bad);
    const inWorktree = repository.run('git', ['-C', all, 'commit', '-a', '-m', 'x']);
    expect(inWorktree.stdout + inWorktree.stderr).toContain('a.ts');
    expect(inWorktree.status).toBe(1);
    const other = new Repository();
    other.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.folder, 'lib');
    other.git('-C', 'lib', 'config', 'core.hooksPath', '.githooks');
    other.write({ 'lib/web/b.ts': bad });
    const inSubmodule = other.run('git', ['-C', 'lib', 'commit', '-a', '-m', 'x']);
    expect(inSubmodule.stdout + inSubmodule.stderr).toMatch(/b\.ts[\s\S]*order_payed/);
    other.remove();
  });
});

describe('--since', () => {
  it('knows the changed lines whatever they hold, and however the user has set up git', () => {
    const base = repository.commit({
      'event-registry.yaml': registry,
      '.gitattributes': '*.ts diff=upper\n*.js -diff\n',
      'a.ts': `${bad}/*\n// 2\n// 3\n*/\n${bad}`,
      'b.js': `${bad}// 1\n// 2\n`,
      'quote" ü\n.ts': `${bad}// 1\n`,
    });
    for (const [key, value] of [
      ['diff.upper.textconv', 'tr a-z A-Z <'],
      ['diff.interHunkContext', '9'],
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['color.ui', 'always'],
      ['diff.external', 'false'],
    ])
      repository.git('config', key as string, value as string);
    repository.write({
      'a.ts': `${bad}/*\n++ b/b.js\n@@ -1 +1 @@\n// 2\n// 3 new\n*/\n${bad}`,
      'b.js': `${bad}// 1\n// 2\n${bad}`,
      'quote" ü\n.ts': `${bad}// 1\n${bad}`,
    });
    expect(findingsIn('.', '--since', base)).toEqual(['b.js:4', 'quote" ü\n.ts:3']);
  });

  it('says that an empty name is none, and what git does not want to do', () => {
    repository.commit({ 'event-registry.yaml': registry, 'a.ts': bad });
    const empty = repository.run(process.execPath, [cli, 'check', '--since', '']);
    expect([empty.status, empty.stdout]).toEqual([2, '']);
    expect(empty.stderr).toContain('--since names no commit.');
    const inner = join(repository.folder, '.git');
    mkdirSync(join(dirname(inner), 'kept'));
    renameSync(join(inner, 'index'), join(dirname(inner), 'kept/index'));
    writeFileSync(join(inner, 'index'), 'broken');
    for (const option of ['--staged', '--since HEAD']) {
      const { status, stdout, stderr } = repository.eventlint(`check ${option}`);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/git cannot say what has changed: .*index/);
    }
    expect(existsSync(join(inner, 'index'))).toBe(true);
  });
});
