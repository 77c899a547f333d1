import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { commitInFiles } from '../../src/git/checkout.ts';
import { holds, isEmpty } from '../../src/git/object.ts';
import { Repository } from '../support/repository.ts';

let repository: Repository;
let commit: string;
beforeAll(() => {
  repository = new Repository();
  commit = repository.commit({ 'shop/a.ts': 'export {};\n' });
});
afterAll(() => repository.remove());
afterEach(() => vi.unstubAllEnvs());

describe('the commit that is checked out is read of files', () => {
  it('on a branch, in any folder of the checkout', () => {
    expect(commitInFiles(repository.folder)).toBe(commit);
    expect(commitInFiles(join(repository.folder, 'shop'))).toBe(commit);
  });

  it('on a branch with slashes, and on none', () => {
    repository.git('checkout', '--quiet', '-b', 'fix/a');
    const fixed = repository.commit({ 'shop/a.ts': 'export const a = 1;\n' });
    expect(commitInFiles(repository.folder)).toBe(fixed);
    repository.git('checkout', '--quiet', '--detach', commit);
    expect(commitInFiles(repository.folder)).toBe(commit);
    repository.git('checkout', '--quiet', 'main');
  });
});

describe('only git can tell the commit', () => {
  it('of a branch that is packed', () => {
    repository.git('pack-refs', '--all');
    expect(commitInFiles(repository.folder)).toBeUndefined();
    expect(repository.commit()).toBe(commitInFiles(repository.folder));
  });

  it('of a branch in a worktree, and of one without a commit', () => {
    const worktree = `${repository.folder}-worktree`;
    repository.git('worktree', 'add', '--quiet', '-b', 'beside', worktree);
    expect(commitInFiles(worktree)).toBeUndefined();
    rmSync(worktree, { recursive: true });
    const empty = new Repository();
    expect(commitInFiles(empty.folder)).toBeUndefined();
    empty.remove();
  });

  it('of a branch that stands for another', () => {
    repository.git('symbolic-ref', 'refs/heads/current', 'refs/heads/main');
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/current');
    expect(commitInFiles(repository.folder)).toBeUndefined();
    repository.git('symbolic-ref', 'HEAD', 'refs/heads/main');
  });

  it.each(['GIT_DIR', 'GIT_COMMON_DIR'])('where %s names the repository', (name) => {
    expect(commitInFiles(repository.folder)).toBeDefined();
    vi.stubEnv(name, join(repository.folder, '.git'));
    expect(commitInFiles(repository.folder)).toBeUndefined();
  });

  it('outside a checkout', () => {
    expect(commitInFiles('/')).toBeUndefined();
  });
});

describe('objects', () => {
  it.each(['sha1', 'sha256'])('of %s are told from one another', (format) => {
    const shop = new Repository();
    rmSync(join(shop.folder, '.git'), { recursive: true });
    shop.git('init', '--quiet', `--object-format=${format}`);
    shop.write({ empty: '', full: 'a\n' });
    const [empty = '', full = ''] = ['empty', 'full'].map((file) => shop.git('hash-object', file).trim());
    shop.remove();
    expect([isEmpty(empty), isEmpty(full)]).toEqual([true, false]);
    expect([holds(full, Buffer.from('a\n')), holds(full, Buffer.from('b\n'))]).toEqual([true, false]);
    expect(holds(empty, Buffer.alloc(0))).toBe(true);
  });
});
