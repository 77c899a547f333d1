import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const caches = mkdtempSync(join(tmpdir(), 'eventlint-compiled-'));
const repository = new Repository({ XDG_CACHE_HOME: caches, LOCALAPPDATA: caches });
afterAll(() => {
  repository.remove();
  rmSync(caches, { recursive: true, force: true });
});

/** The scripts that are kept as V8 compiled them, for a kind of run or all, with what changes when they are written again. */
function kept(run = ''): [string, number][] {
  const folder = join(caches, 'eventlint');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.bin') && file.includes(run))
    .map((file) => [file.replace(/-.*/, ''), statSync(join(folder, file)).ino]);
}

it('a run that could not do its work keeps nothing: most of what others need was not needed there', () => {
  expect(repository.eventlint('check').status).toBe(2);
  expect(existsSync(join(caches, 'eventlint')) ? kept() : []).toEqual([]);
});

// Later versions of Node keep what they compiled by themselves.
it.skipIf('enableCompileCache' in module)('V8 takes what it compiled in a run that set flags of it', () => {
  repository.write({ 'event-registry.yaml': 'registry: 1\nevents: {}\n', 'a.ts': `nv('event', 'a', {});\n` });
  repository.eventlint('check');
  const first = kept();
  expect(first.map(([name]) => name).sort()).toEqual(['parser', 'program']);
  writeFileSync(join(repository.folder, 'a.ts'), `nv('event', 'b', {});\n`);
  repository.eventlint('check');
  expect(kept()).toEqual(first);
});

it.skipIf('enableCompileCache' in module)(
  'what a run keeps that parses nothing is kept anew by one that parses',
  () => {
    const staged = () => kept('staged').filter(([name]) => name === 'program');
    repository.commit();
    repository.write({ 'b.txt': 'b' });
    repository.git('add', '-A');
    repository.eventlint('check --staged');
    const [poor] = staged();
    repository.write({ 'b.ts': `nv('event', 'b', {});\n` });
    repository.git('add', '-A');
    repository.eventlint('check --staged');
    const [rich] = staged();
    expect(rich).not.toEqual(poor);
    repository.write({ 'b.ts': `nv('event', 'c', {});\n` });
    repository.git('add', '-A');
    repository.eventlint('check --staged');
    expect(staged()).toEqual([rich]);
  },
);
