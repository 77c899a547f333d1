import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const registry = 'registry: 1\ndefaults: { owner: shop }\nevents: {}\n';
const call = (name: string, more = '') => `nv('event', '${name}', {${more}});\n`;

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.write({
    'event-registry.yaml': registry,
    'a.ts': `${call('one')}${call('two')}`,
    'b.events.json': '{"userID":"u1","event_name":"three","attributes":{}}\n',
  });
});
afterEach(() => repository.remove());

const text = () => readFileSync(join(repository.folder, '.eventlint-baseline.json'), 'utf8');
const write = () => repository.eventlint('check --update-baseline');

describe('a baseline', () => {
  it('is written, and then holds what there was', () => {
    const { status, stderr } = write();
    expect([status, stderr]).toEqual([0, '.eventlint-baseline.json holds 3 findings: 3 added, 0 dropped.\n']);
    expect(repository.findings()).toEqual([]);
    expect(text()).not.toMatch(/"line"/);
    const { findings } = JSON.parse(text());
    expect(findings.map(({ file, rule }: { file: string; rule: string }) => `${file} ${rule}`)).toEqual([
      'a.ts unknown-event',
      'a.ts unknown-event',
      'b.events.json unknown-event',
    ]);
    const before = text();
    write();
    expect(text()).toBe(before);
  });

  it.each<[string, Record<string, string | null>, string[]]>([
    ['edits above', { 'a.ts': `// new\n\n${call('one')}${call('two')}` }, []],
    ['another layout of the line', { 'a.ts': `  ${call('one')}\t${call('two')}` }, []],
    ['a moved file', { 'a.ts': null, 'src/moved.ts': `${call('one')}${call('two')}` }, []],
    ['a new fault', { 'a.ts': `${call('one')}${call('two')}${call('four')}` }, ['a.ts:3 unknown-event']],
    [
      'the same fault once more',
      { 'a.ts': `${call('one')}${call('two')}${call('one')}` },
      ['a.ts:3 unknown-event'],
    ],
    ['a copied file', { 'copy.ts': call('one') }, ['copy.ts:1 unknown-event']],
    [
      'a swap: one mended, one new of the same kind',
      { 'a.ts': `${call('two')}${call('one', ' other: 1 ')}` },
      ['a.ts:2 unknown-event'],
    ],
  ])('knows what is new after %s', (_, files, expected) => {
    write();
    repository.write(files);
    expect(repository.findings()).toEqual(expected);
  });

  it('tells what is stale, and drops it when it is written anew', () => {
    write();
    repository.write({ 'a.ts': call('two') });
    expect(repository.eventlint('check').stderr).toBe(
      '1 entry of .eventlint-baseline.json is stale: what it holds was mended. Drop it with --update-baseline.\n' +
        '  a.ts: Event `one` is not declared in the registry. (unknown-event)\n',
    );
    expect(write().stderr).toContain('holds 2 findings: 0 added, 1 dropped.');
    expect(repository.eventlint('check').stderr).toBe('');
  });

  it('says nothing of what a run of some files does not look at', () => {
    write();
    const { status, stderr } = repository.eventlint('check b.events.json');
    expect([status, stderr]).toEqual([0, '']);
  });

  it('holds for what is staged, too, and not for a copy of what is not looked at', () => {
    repository.commit();
    write();
    repository.write({ 'copy.ts': call('one') }).git('add', '--all');
    expect(repository.findings('--staged')).toEqual(['copy.ts:1 unknown-event']);
  });

  it('only shrinks where nobody looks', () => {
    write();
    repository.write({ 'a.ts': `${call('two')}${call('four')}` });
    const { status, stdout, stderr } = repository.eventlint('check --update-baseline', { CI: 'true' });
    expect([status, stdout]).toEqual([1, expect.stringContaining('`four`')]);
    expect(stderr).toContain('holds 2 findings: 0 added, 1 dropped. 1 finding not added, because CI is set');
    expect(repository.findings()).toEqual(['a.ts:2 unknown-event']);
  });

  it('stands where --baseline says', () => {
    repository.eventlint('check --update-baseline --baseline known.json');
    expect(repository.findings('--baseline known.json')).toEqual([]);
    expect(repository.findings().length).toBe(3);
  });
});

describe('a baseline that is of no use ends the run', () => {
  it.each([
    ['no JSON', 'oops', 'The file is "oops"; it must be a map.'],
    ['a conflict', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n', 'The baseline has a merge conflict.'],
    ['another version', '{"version":2,"findings":[]}', '`version` is 2; it must be 1.'],
    ['an unknown key', '{"version":1,"findings":[],"finding":[]}', 'There is no key `finding` here.'],
  ])('%s', (_, content, message) => {
    repository.write({ '.eventlint-baseline.json': content });
    const { status, stdout, stderr } = repository.eventlint('check');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.each([
    ['--baseline nowhere.json', 'There is no baseline nowhere.json.'],
    ['a.ts --update-baseline', '--update-baseline needs a run of the whole project.'],
    ['--staged --update-baseline', '--update-baseline needs a run of the whole project.'],
  ])('%s', (options, message) => {
    const { status, stderr } = repository.eventlint(`check ${options}`);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('a comment that suppresses', () => {
  const comment = (rest: string) => ({
    'a.ts': `// eventlint-disable-next-line unknown-event${rest}\n${call('one')}`,
    'b.events.json': null,
  });

  it.each([
    ['', '', []],
    [' -- legacy', '', []],
    [' -- legacy until 2999-01-31', '', []],
    [' -- until 2999-01-31', '', []],
    [' -- legacy until 2020-01-31', '', ['a.ts:1 unused-suppression', 'a.ts:2 unknown-event']],
    ['', '--require-reason', ['a.ts:1 unused-suppression', 'a.ts:2 unknown-event']],
    [' -- until 2999-01-31', '--require-reason', ['a.ts:1 unused-suppression', 'a.ts:2 unknown-event']],
    [' -- legacy', '--require-reason', []],
    [' -- legacy until 2999-02-30', '', ['a.ts:1 unused-suppression', 'a.ts:2 unknown-event']],
    [' -- legacy until 31.12.2999', '', ['a.ts:1 unused-suppression', 'a.ts:2 unknown-event']],
    [' -- until the campaign ends', '', []],
  ])('`%s` %s', (rest, options, expected) => {
    repository.write(comment(rest));
    expect(repository.findings(options)).toEqual(expected);
  });

  it('says until when it held', () => {
    repository.write(comment(' -- legacy until 2020-01-31'));
    expect(repository.eventlint('check').stdout).toContain(
      'This suppression held until 2020-01-31, so it suppresses nothing any more.',
    );
  });
});
