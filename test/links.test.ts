import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { displayPath } from '../src/files.ts';
import { findFiles, workTree } from '../src/tree.ts';
import { Repository } from './support/repository.ts';

const code = { include: ['**/*.ts'], exclude: [] };

let folder: string;
let outside: string;
const found = (below = folder) =>
  findFiles(workTree(), below, folder, code).map((file) => displayPath(file, folder));

/** A file, links to it, to its folder, and to a file that belongs to nobody here. */
function fill(): void {
  mkdirSync(join(folder, 'src'));
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'src/a.ts'), 'nv();');
  symlinkSync('a.ts', join(folder, 'src/link.ts'));
  symlinkSync('../src/a.ts', join(folder, 'lib/link.ts'));
  symlinkSync('src', join(folder, 'folder'));
  symlinkSync(join(outside, 'b.ts'), join(folder, 'lib/other.ts'));
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'eventlint-links-'));
  outside = mkdtempSync(join(tmpdir(), 'eventlint-links-'));
  writeFileSync(join(outside, 'b.ts'), 'nv();');
});

afterEach(() => {
  for (const each of [folder, outside]) rmSync(each, { recursive: true });
});

describe('a file that links lead to is read once', () => {
  it('without git', () => {
    fill();
    expect(found()).toEqual(['lib/other.ts', 'src/a.ts']);
  });

  it('with git, tracked or not', () => {
    const repository = new Repository();
    rmSync(folder, { recursive: true });
    folder = repository.folder;
    fill();
    expect(found()).toEqual(['lib/other.ts', 'src/a.ts']);
    repository.commit();
    expect(found()).toEqual(['lib/other.ts', 'src/a.ts']);
  });

  it('but by its link where that stands alone', () => {
    fill();
    expect(found(join(folder, 'lib'))).toEqual(['lib/link.ts', 'lib/other.ts']);
  });
});
