import { symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { justChanged, Stamps } from '../src/caches.ts';
import { type Version, Versions } from '../src/commands/versions.ts';
import { askForWholeListing, filesListed, type Listing, listing, wholeListing } from '../src/git/listing.ts';
import { answersAhead } from '../src/git/run.ts';
import { stagedTree } from '../src/staged-tree.ts';
import { workTree } from '../src/tree.ts';
import { Repository } from './support/repository.ts';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.commit({ 'a.ts': 'one', 'b.ts': 'two' });
});
afterEach(() => repository.remove());

const later = () => Date.now() + justChanged + 1000;

/** The version of `a.ts` as a run would have it that began then. */
function version(began = later()): Version | null {
  return versions(began).of(join(repository.folder, 'a.ts'));
}

function versions(began = later(), state: 'checked out' | 'staged' = 'checked out'): Versions {
  const tree = state === 'staged' ? stagedTree(repository.folder) : workTree();
  tree.list(repository.folder);
  return new Versions(tree, new Stamps(), began);
}

describe('a file is what it was', () => {
  const same: readonly (readonly [string, () => void])[] = [
    ['when nothing happened', () => {}],
    ['when something else was changed', () => repository.write({ 'b.ts': 'other' })],
    ['when it was checked out anew', () => repository.write({ 'a.ts': null }).git('checkout', 'a.ts')],
    ['when it was touched', () => utimesSync(join(repository.folder, 'a.ts'), 1, 1)],
    ['when another branch was looked at meanwhile', () => repository.git('checkout', '-qb', 'x')],
  ];
  it.each(same)('%s', (_, act) => {
    const before = version();
    expect(before).not.toBe(null);
    act();
    expect(versions().isSame(join(repository.folder, 'a.ts'), before)).toBe(true);
  });

  it('when it was staged, and when it was committed', () => {
    repository.write({ 'a.ts': 'three' });
    const before = version();
    repository.git('add', 'a.ts');
    expect(versions().isSame(join(repository.folder, 'a.ts'), before)).toBe(true);
    expect(versions(later(), 'staged').isSame(join(repository.folder, 'a.ts'), before)).toBe(true);
    repository.commit();
    expect(versions().isSame(join(repository.folder, 'a.ts'), before)).toBe(true);
  });
});

describe('a file is another', () => {
  const others: readonly (readonly [string, () => void])[] = [
    ['when it was changed', () => repository.write({ 'a.ts': 'two' })],
    ['when it was changed and committed', () => repository.commit({ 'a.ts': 'two' })],
    ['when it is gone', () => repository.write({ 'a.ts': null })],
    [
      'when it was changed where git was told not to look',
      () => {
        repository.git('update-index', '--assume-unchanged', 'a.ts');
        repository.write({ 'a.ts': 'two' });
      },
    ],
  ];
  it.each(others)('%s', (_, act) => {
    const before = version();
    act();
    expect(versions().isSame(join(repository.folder, 'a.ts'), before)).toBe(false);
  });

  it('when what is staged is another than what is checked out', () => {
    repository.write({ 'a.ts': 'two' }).git('add', 'a.ts');
    const staged = versions(later(), 'staged').of(join(repository.folder, 'a.ts'));
    repository.write({ 'a.ts': 'three' });
    expect(versions().isSame(join(repository.folder, 'a.ts'), staged)).toBe(false);
    expect(versions(later(), 'staged').isSame(join(repository.folder, 'a.ts'), staged)).toBe(true);
  });
});

describe('what was read is not remembered', () => {
  it('by its object, when it was changed after git had looked at it', () => {
    expect(version(0)).toBe(null);
  });

  it('by its stamp, when it was changed a moment before', () => {
    repository.write({ 'a.ts': 'three' });
    expect(version(Date.now() + 10)).toBe(null);
    expect(version()).not.toBe(null);
  });
});

it('git says of each file whether it is there, and the object where nothing was changed', () => {
  repository.commit({
    'gone.ts': '1',
    'edited.ts': '1',
    'trusted.ts': '1',
    'ü b.ts': '1',
    '.gitignore': '*.log',
  });
  repository.git('update-index', '--assume-unchanged', 'trusted.ts');
  repository.write({ 'gone.ts': null, 'edited.ts': '2', 'new.ts': '1', 'x.log': '1' });
  symlinkSync('nowhere', join(repository.folder, 'link.ts'));
  repository.git('add', 'link.ts');
  const shown = (said: Listing) =>
    filesListed(said)
      .map(({ file, object, isThere }) => `${file}: ${isThere ? 'there' : '?'}, ${object ? 'object' : '-'}`)
      .sort();
  const whole = shown({ said: wholeListing(repository.folder) as Buffer, isWhole: true });
  expect(whole).toEqual([
    '.gitignore: there, object',
    'a.ts: there, object',
    'b.ts: there, object',
    'edited.ts: ?, -',
    'gone.ts: ?, -',
    'link.ts: ?, -',
    'new.ts: ?, -',
    'trusted.ts: ?, -',
    'ü b.ts: there, object',
  ]);
  expect(shown(listing(repository.folder) as Listing)).toEqual(
    whole.map((line) => `${line.slice(0, line.indexOf(':'))}: ?, -`),
  );
});

describe('what git says of a folder', () => {
  const list = () => {
    const tree = workTree();
    return { tree, files: tree.list(repository.folder) };
  };

  it('is what it says once more, where no file has come or gone since its files were listed', () => {
    const { tree } = list();
    expect(tree.listing?.(repository.folder)).toEqual(wholeListing(repository.folder));
  });

  it('is nothing to rely on where one has come', () => {
    const { tree, files } = list();
    repository.write({ 'new.ts': '1' });
    expect(tree.listing?.(repository.folder)).toBe(undefined);
    expect(tree.list(repository.folder)).toBe(files);
  });

  it('tells no object of a file that has been changed since its files were listed', () => {
    const { tree } = list();
    repository.write({ 'a.ts': 'two' });
    expect(tree.objectOf?.(join(repository.folder, 'a.ts'))).toBe(undefined);
    expect(tree.objectOf?.(join(repository.folder, 'b.ts'))).toMatch(/^[0-9a-f]{40}$/);
  });

  it('is asked for once, where it was asked ahead', async () => {
    const before = wholeListing(repository.folder);
    askForWholeListing(repository.folder);
    await answersAhead();
    repository.write({ 'new.ts': '1' });
    const { tree, files } = list();
    expect(files.some((file) => file.endsWith('new.ts'))).toBe(false);
    expect(tree.listing?.(repository.folder)).toEqual(before);
  });
});
