import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { affectedBy } from '../src/commands/changed-code.ts';
import { noDependencies } from '../src/read/code/project/dependencies.ts';
import { Repository } from './support/repository.ts';

const reads = new Map(
  Object.entries({ a: ['b'], b: ['c'], d: ['c', 'e'], '*': ['shared'], wrapper: ['f'], e: ['a'] }).map(
    ([file, files]) => [file, new Set(files)] as const,
  ),
);
const marks = new Map([['passed 1 2 sent through.ts', new Set(['caller'])]]);
const dependencies = { ...noDependencies, reads, marks };

describe('who is affected by a change', () => {
  it.each([
    ['nobody else', ['lonely'], ['lonely']],
    ['who looks into it', ['b'], ['a', 'b', 'd', 'e']],
    ['who looks into it through others, in a circle too', ['c'], ['a', 'b', 'c', 'd', 'e']],
    ['who looks into it, though that teaches', ['f'], ['f', 'wrapper']],
    ['whose calls lead through it', ['sent through.ts'], ['caller', 'sent through.ts']],
    ['nobody, by what is noted of its own calls', ['caller'], ['caller']],
    ['everybody, by what is looked through for all', ['shared'], undefined],
  ])('%s', (_, changed, expected) => {
    const affected = affectedBy(changed, dependencies);
    expect(affected && [...affected].sort()).toEqual(expected);
  });
});

const files = {
  'event-registry.yaml': 'registry: 1\ndefaults: { owner: shop }\nevents: {}\n',
  'track.ts': `export function track(name: string) {\n  nv('event', name, {});\n}\n`,
  'size.ts': `export const size = 1;\n`,
  'plain.ts': `export const help = 1;\n`,
  'calls.ts': `import { track } from './track';\ntrack('called');\n`,
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, i) => [
      `other${i}.ts`,
      `${i < 2 ? `import { size } from './size';` : 'const size = 1;'}\nnv('event', 'sent', { size });\n`,
    ]),
  ),
};

let repository: Repository;
/** How many files a check of the whole project parses; undefined where it recalls all. */
function parsed(): number | undefined {
  const { stderr, status } = repository.eventlint('check --stats');
  expect(status).toBe(1);
  const found = /(\d+) parsed,/.exec(stderr)?.[1];
  return found === undefined ? undefined : Number(found);
}

describe('of a whole project in which one file has changed, so many files are parsed', () => {
  beforeEach(() => {
    repository = new Repository();
    repository.commit(files);
    parsed();
  });
  afterEach(() => {
    repository.remove();
  });

  it.each<[string, Record<string, string>, number]>([
    ['itself, where it sends', { 'other5.ts': `nv('event', 'sent', { size: 2 });\n` }, 1],
    ['none, where it does not', { 'plain.ts': `export const help = 2;\n` }, 0],
    ['those that look into it', { 'size.ts': `export const size = 'large';\n` }, 2],
    ['itself and the wrapper', { 'calls.ts': `import { track } from './track';\ntrack('anew');\n` }, 2],
    ['all, where nobody calls the wrapper any more', { 'calls.ts': `export const a = 1;\n` }, 11],
    ['itself and its callers, where it is a wrapper', { 'track.ts': `${files['track.ts']}// changed\n` }, 2],
    ['these, where it sends more', { 'track.ts': files['track.ts'].replace('{}', '{ by: 1 }') }, 2],
    ['all, where it is no wrapper any more', { 'track.ts': 'export const track = console.log;\n' }, 10],
    [
      'all, where it is a wrapper by another name, too',
      { 'track.ts': `${files['track.ts']}export const tell = track;\n` },
      12,
    ],
    [
      'all, where it is a new wrapper',
      { 'plain.ts': `export const send = (name: string) => nv('event', name, {});\n` },
      13,
    ],
  ])('%s', (_, change, expected) => {
    repository.write(change).git('add', '--all');
    expect(parsed()).toBe(expected);
    expect(parsed() ?? 0).toBe(0);
  });

  it('all, where nobody may need a missing package any more, which is then named no more', () => {
    const calls = `import { x } from './lacks';\nnv('event', 'sent', { x });\n`;
    const lacks = `import { y } from 'lacking';\nexport const x = y;\n`;
    repository.write({ 'lacks.ts': lacks, 'calls-x.ts': calls }).git('add', '--all');
    expect(repository.eventlint('check').stderr).toContain('lacking');
    repository.write({ 'calls-x.ts': `${calls}nv('event', 'sent', {});\n` }).git('add', '--all');
    expect(repository.eventlint('check').stderr).toContain('lacking');
    repository.write({ 'calls-x.ts': `nv('event', 'sent', {});\n` }).git('add', '--all');
    expect(repository.eventlint('check').stderr).not.toContain('lacking');
  });

  it('none, where a file was put in the place of its like', () => {
    repository.git('mv', 'plain.ts', 'moved.ts').trim();
    repository.git('mv', 'moved.ts', 'plain.ts');
    expect(parsed() ?? 0).toBe(0);
  });
});
