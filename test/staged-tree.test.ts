import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stagedTree } from '../src/staged-tree.ts';
import { Repository } from './support/repository.ts';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.commit({ 'a.ts': 'one\n', 'empty.ts': '', '.gitignore': 'node_modules\n*.local.ts\n' });
});
afterEach(() => repository.remove());

const pathOf = (file: string) => join(repository.folder, file);

describe('what the tree of what is staged holds of a file', () => {
  type Case = readonly [what: string, act: () => unknown, file: string, text: string | undefined];
  it.each<Case>([
    ['one that nobody touched', () => {}, 'a.ts', 'one\n'],
    ['one that is empty', () => {}, 'empty.ts', ''],
    ['one that is staged', () => repository.write({ 'a.ts': 'two\n' }).git('add', '.'), 'a.ts', 'two\n'],
    ['one that was edited and is not staged', () => repository.write({ 'a.ts': 'two\n' }), 'a.ts', 'one\n'],
    [
      'one that was edited again since',
      () => {
        repository.write({ 'a.ts': 'two\n' }).git('add', '.');
        repository.write({ 'a.ts': 'six\n' });
      },
      'a.ts',
      'two\n',
    ],
    ['one that is not staged at all', () => repository.write({ 'new.ts': 'new' }), 'new.ts', undefined],
    [
      'one that is staged for the first time',
      () => repository.write({ 'new.ts': 'new' }).git('add', '.'),
      'new.ts',
      'new',
    ],
    [
      'one that is only intended to be added',
      () => repository.write({ 'new.ts': 'new' }).git('add', '-N', 'new.ts'),
      'new.ts',
      undefined,
    ],
    [
      'one that is empty and only intended to be added',
      () => repository.write({ 'new.ts': '' }).git('add', '-N', 'new.ts'),
      'new.ts',
      undefined,
    ],
    ['one that is no longer checked out', () => repository.write({ 'a.ts': null }), 'a.ts', 'one\n'],
    [
      'one in whose place there is a folder',
      () => repository.write({ 'a.ts': null }).write({ 'a.ts/b.txt': 'b' }),
      'a.ts',
      'one\n',
    ],
    ['one whose removal is staged', () => repository.git('rm', '-q', 'a.ts'), 'a.ts', undefined],
    [
      'one whose removal is staged, and that is still there',
      () => repository.git('rm', '-q', '--cached', 'a.ts'),
      'a.ts',
      undefined,
    ],
    ['one that git ignores', () => repository.write({ 'b.local.ts': 'mine' }), 'b.local.ts', 'mine'],
    [
      'one of a package',
      () => repository.write({ 'node_modules/p/index.js': 'p' }),
      'node_modules/p/index.js',
      'p',
    ],
    [
      'one of a package that git does not ignore',
      () => repository.write({ '.gitignore': '', 'node_modules/p/index.js': 'p' }),
      'node_modules/p/index.js',
      undefined,
    ],
    ['one that is not there', () => {}, 'b.ts', undefined],
    [
      'one with line ends that git converts',
      () => {
        repository.git('config', 'core.autocrlf', 'true');
        repository.write({ 'a.ts': null }).git('checkout', '--', 'a.ts');
      },
      'a.ts',
      'one\r\n',
    ],
    [
      'one that git was told not to look at',
      () => {
        repository.git('update-index', '--assume-unchanged', 'a.ts');
        repository.write({ 'a.ts': 'two\n' });
      },
      'a.ts',
      'two\n',
    ],
    [
      'one behind a link',
      () => {
        symlinkSync('a.ts', pathOf('link.ts'));
        repository.git('add', '.');
      },
      'link.ts',
      'one\n',
    ],
    [
      'one behind a link that points elsewhere since',
      () => {
        symlinkSync('a.ts', pathOf('link.ts'));
        repository.git('add', '.');
        repository.write({ 'link.ts': null });
        symlinkSync('empty.ts', pathOf('link.ts'));
      },
      'link.ts',
      undefined,
    ],
  ])('%s', (_, act, file, text) => {
    act();
    const tree = stagedTree(repository.folder);
    expect(tree.readText(pathOf(file))).toBe(text);
    expect(tree.exists(pathOf(file))).toBe(text !== undefined);
    expect(tree.glob([file], repository.folder)).toEqual(text === undefined ? [] : [file]);
  });

  it('and of one outside of the project what is checked out', () => {
    repository.commit({ 'web/a.ts': 'web' });
    repository.write({ 'a.ts': 'edited' });
    const tree = stagedTree(join(repository.folder, 'web'));
    expect(tree.readText(pathOf('a.ts'))).toBe('edited');
    expect(tree.differs.has(pathOf('a.ts'))).toBe(false);
  });
});

it('tells what the next commit does', () => {
  repository.commit({ 'c.ts': 'c', 'web/d.ts': 'd' });
  repository.write({ 'a.ts': 'two', 'b.ts': 'b', 'c.ts': null, 'web/d.ts': 'e' }).git('add', '.');
  repository.write({ 'empty.ts': 'edited', 'other.ts': 'new' });
  const { commit, differs } = stagedTree(repository.folder);
  expect(commit?.changed.map((file) => file.slice(repository.folder.length + 1))).toEqual([
    'a.ts',
    'b.ts',
    'web/d.ts',
  ]);
  expect(commit?.deleted).toEqual([pathOf('c.ts')]);
  expect([...differs].sort()).toEqual(['c.ts', 'empty.ts', 'other.ts'].map(pathOf));
  expect(stagedTree(join(repository.folder, 'web')).commit?.changed).toEqual([pathOf('web/d.ts')]);
});

it('and what the first commit does', () => {
  const fresh = new Repository();
  fresh.write({ 'a.ts': 'one' }).git('add', '.');
  const { commit, readText } = stagedTree(fresh.folder);
  expect(commit?.changed).toEqual([join(fresh.folder, 'a.ts')]);
  expect(readText(join(fresh.folder, 'a.ts'))).toBe('one');
  fresh.remove();
});

it('git is not asked what is checked out otherwise for a file that is not there, nor for links', () => {
  repository.commit({
    'event-registry.yaml': 'registry: 1\nevents: { order_placed: { attributes: {} } }\n',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }\n',
    'src/track.ts': `export const track = (name: string) => nv('event', name, {});\n`,
  });
  symlinkSync('.', pathOf('src/folder'));
  symlinkSync('../a.ts', pathOf('src/link.ts'));
  repository.commit();
  repository.eventlint('check');
  const code = `import { track } from '@/track';\nimport { other } from '#other';\ntrack('order_placed', other);\n`;
  repository.write({ 'b.ts': code }).git('add', '.');
  const trace = join(repository.caches, 'git.log');
  const { stderr, status } = repository.eventlint('check --staged', { GIT_TRACE: trace });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  const asked = readFileSync(trace, 'utf8');
  expect(asked).toContain('git diff --raw');
  expect(asked).not.toContain('git status');
});
