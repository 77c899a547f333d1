import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findProject } from '../../src/commands/find-project.ts';
import { decidingFiles, openProject } from '../../src/commands/project.ts';

const root = join(import.meta.dirname, '../..');

/** The files that decide what a check of our own registry finds. */
function deciding(options: Parameters<typeof findProject>[1] = {}): string[] {
  return decidingFiles(openProject(findProject(join(root, 'examples/shop'), options, [])));
}

describe('what decides what is found', () => {
  it('is the registry, the lock, the baseline, the pack, and what would be read if it were there', () => {
    expect(deciding()).toEqual(
      expect.arrayContaining([
        join(root, 'event-registry.yaml'),
        join(root, 'event-registry.lock'),
        join(root, '.eventlint-baseline.json'),
        join(root, 'packs/notifyvisitors.yaml'),
        join(root, 'examples/shop/eventlint.yaml'),
        join(root, 'eventlint.yaml'),
      ]),
    );
  });

  it('is the type checker too, where that is asked: another version may know other types', () => {
    const isCompiler = (file: string) =>
      basename(file) === 'package.json' && basename(dirname(file)) === 'typescript';
    expect(deciding({ types: 'checker' }).some(isCompiler)).toBe(true);
    expect(deciding({ types: 'syntax' }).some(isCompiler)).toBe(false);
    expect(deciding().some(isCompiler)).toBe(false);
  });
});
