import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import schema from '../schemas/diff.schema.json' with { type: 'json' };
import { Repository } from './support/repository.ts';

const registry = (attributes: string, more = '') =>
  `registry: 1
defaults: { owner: growth }
events:
  order_placed:
    description: Paid.
    owner: checkout
    attributes: ${attributes}
${more}`;
const lock = (...lines: string[]) => `# eventlint lock 1\n${lines.map((line) => `${line}\n`).join('')}`;
const total = 'order_placed.total: number since 2026-01-10 from registry';

const validate = new Ajv({ allErrors: true }).compile(schema);

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

interface Told {
  readonly changes: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly breaking: boolean;
    readonly event: string;
    readonly attribute?: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
    readonly fingerprint: string;
    readonly accepted?: { readonly by: string };
    readonly related: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  }[];
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly against: unknown;
  readonly digest: string;
}

/** What `diff` tells as JSON, which has to fit its schema, and how it ends. */
function told(args: string): Told & { status: number | null; lines: string[]; stderr: string } {
  const { status, stdout, stderr } = repository.eventlint(`diff --format json ${args}`);
  if (status === 2) throw new Error(stderr);
  const answer = JSON.parse(stdout) as Told;
  expect(validate(answer) ? [] : validate.errors).toEqual([]);
  const lines = answer.changes.map(
    ({ ruleId, event, attribute, severity }) =>
      `${severity} ${ruleId} ${attribute === undefined ? event : `${event}.${attribute}`}`,
  );
  return { ...answer, status, lines, stderr };
}

describe('what a registry is held against', () => {
  it('a commit, with what has not been committed yet', () => {
    const commit = repository.commit({ 'event-registry.yaml': registry('{ total: number }') });
    repository.write({ 'event-registry.yaml': registry('{ total: string }') });
    const { status, lines, against } = told('--against HEAD');
    expect([status, lines]).toEqual([1, ['error change-type order_placed.total']]);
    expect(against).toEqual({ name: 'HEAD', kind: 'commit', revision: commit });
    expect(told(`--against ${commit}`).status).toBe(1);
  });

  it('a tag, with the files that it includes and the lock as they were there', () => {
    repository.commit({
      'event-registry.yaml': 'registry: 1\ninclude: [events/*.yaml]\n',
      'events/a.yaml': 'events: { a: { owner: x, attributes: { q: number } } }\n',
      'events/b.yaml': 'events: { b: { owner: x, attributes: { q: number } } }\n',
      'event-registry.lock': lock('a.q: number since 2026-01-10 from registry'),
    });
    repository.git('tag', 'v1');
    repository.commit({
      'events/a.yaml': null,
      'events/c.yaml': 'events: { a: { owner: x, attributes: { q: boolean } } }\n',
      'events/b.yaml': 'events: { b: { owner: x, attributes: { q: number, r: string } } }\n',
      'event-registry.lock': lock('a.q: boolean since 2026-01-10 from registry'),
    });
    const { lines, changes } = told('--against v1');
    expect(lines).toEqual(['error change-type a.q', 'note change-attribute-added b.r']);
    expect(changes[0]).toMatchObject({
      file: 'events/c.yaml',
      line: 1,
      message: expect.stringContaining('the lock was overridden to boolean'),
    });
  });

  it('a branch as it is, or where this one went apart from it', () => {
    repository.commit({ 'event-registry.yaml': registry('{ total: number }') });
    repository.git('checkout', '--quiet', '-b', 'mine');
    repository.commit({ 'event-registry.yaml': registry('{ total: number, coupon: string }') });
    repository.git('checkout', '--quiet', 'main');
    repository.commit({ 'event-registry.yaml': registry('{ total: number, sum: number }') });
    repository.git('checkout', '--quiet', 'mine');
    const tip = told('--against main');
    expect(tip.lines).toEqual([
      'note change-attribute-added order_placed.coupon',
      'error change-attribute-lost order_placed.sum',
    ]);
    expect(tip.stderr).toContain('`--against main...` compares with where this branch went apart');
    const fork = told('--against main...');
    expect([fork.lines, fork.stderr]).toEqual([['note change-attribute-added order_placed.coupon'], '']);
  });

  it('a file, a folder, and the registry under the name that it had', () => {
    repository.commit({ 'old/events.yaml': registry('{ total: string }') });
    repository.write({
      'event-registry.yaml': registry('{ total: number }'),
      'base/event-registry.yaml': registry('{ total: date }'),
    });
    const change = (args: string) => told(args).changes[0]?.message;
    expect(change('--against old/events.yaml')).toContain('from string to number');
    expect(change('--against base')).toContain('from date to number');
    expect(change('--against ./base')).toContain('from date to number');
    expect(change('--against HEAD:old/events.yaml')).toContain('from string to number');
    expect(change('--against HEAD:./old/events.yaml')).toContain('from string to number');
  });

  it('a lock: the types that are declared against those that are locked', () => {
    repository.write({
      'event-registry.yaml': registry('{ total: string, coupon: string }'),
      'locked.lock': lock(
        'order_placed.gone: number since 2026-01-10 from registry',
        'order_placed.seen: number since 2026-01-10 from code',
        total,
      ),
    });
    const { status, lines, against } = told('--against locked.lock');
    expect([status, lines]).toEqual([
      1,
      ['error change-attribute-lost order_placed.gone', 'error change-type order_placed.total'],
    ]);
    expect(against).toEqual({ name: 'locked.lock', kind: 'lock' });
  });

  it('in a package of a monorepo, the registry of the package', () => {
    const file = 'packages/shop/event-registry.yaml';
    repository.commit({ [file]: registry('{ total: number }') });
    repository.write({ [file]: registry('{ total: string }') });
    expect(told(`--registry ${file} --against HEAD`).changes[0]).toMatchObject({ file, line: 7 });
  });
});

describe('what cannot be compared is never shown as clean', () => {
  const good = registry('{ total: number }');
  const conflict = `${lock()}<<<<<<< ours\n${total}\n=======\n>>>>>>> theirs\n`;

  const shared = new Repository();
  beforeAll(() => {
    shared.commit({ 'readme.md': '' });
    shared.git('tag', 'unborn');
    for (const [tag, files] of Object.entries({
      unclear: { 'event-registry.yaml': registry('{ total: nubmer }') },
      broken: { 'event-registry.yaml': 'registry: [' },
      conflict: { 'event-registry.yaml': good, 'event-registry.lock': conflict },
      newer: { 'event-registry.lock': '# eventlint lock 9\n' },
    })) {
      shared.commit(files);
      shared.git('tag', tag);
    }
    shared.commit({ 'event-registry.yaml': good, 'event-registry.lock': null });
    shared.git('branch', 'before');
    shared.write({ 'before/event-registry.yaml': good, 'empty/a.txt': '' });
  });
  afterAll(() => shared.remove());

  it.each([
    ['--against nowhere', 'There is no commit `nowhere` here.', 'Name a branch, tag or commit'],
    ['--against --format', 'There is no commit `--format` here.', ''],
    ['--against ./nowhere', 'There is no file or folder ./nowhere.', 'Check the path.'],
    ['--against empty', 'empty holds no event-registry.yaml.', 'Name the registry’s file itself.'],
    ['--against HEAD:nowhere.yaml', 'There is no nowhere.yaml in `HEAD`.', '<commit>:<path>'],
    ['--against before', '`before` is a path and a commit.', 'refs/heads/before'],
    ['--against unclear', 'event-registry.yaml:7:', 'As it is in `unclear`: '],
    ['--against broken', 'event-registry.yaml:1:', 'As it is in `broken`: This is not valid YAML'],
    [
      '--against conflict',
      'event-registry.lock:2:1: As it is in `conflict`: The lock has a merge conflict.',
      'Keep the lines',
    ],
    ['--against newer', 'As it is in `newer`: The lock has version 9', 'Use the eventlint that wrote it'],
    [
      '--against unborn',
      'There is no event-registry.yaml in `unborn`.',
      'Name a commit that has the registry',
    ],
    ['--against HEAD --category locks', 'There is no category `locks`.', 'Did you mean `lock`?'],
    ['--against HEAD --format markdwon', 'There is no format `markdwon`.', 'Did you mean `markdown`?'],
    ['', "required option '--against <state>' not specified", ''],
    [
      '--against HEAD --format json --format sarif',
      'json and sarif would both be written to standard output.',
      'Name a file for each but one',
    ],
    ['--against HEAD --format json=x --format sarif=./x', 'would both be written to the same file.', ''],
    [
      '--against HEAD --format json=event-registry.yaml',
      'json would be written over event-registry.yaml, which is read.',
      'Name another file for it.',
    ],
    ['--against HEAD --format json=', '--format json= names no file.', ''],
  ])('diff %s', (args, message, help) => {
    const { status, stdout, stderr } = shared.eventlint(`diff ${args}`);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(help);
  });

  it.each([
    [
      'a type that there is not',
      { 'event-registry.yaml': registry('{ total: nubmer }') },
      'it must be one of',
    ],
    ['a lock with a conflict', { 'event-registry.lock': conflict }, 'The lock has a merge conflict.'],
  ])('%s in what is checked out', (_, files, message) => {
    repository.commit({ 'event-registry.yaml': good });
    repository.write(files);
    const { status, stdout, stderr } = repository.eventlint('diff --against HEAD');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('outside a repository', () => {
    repository.write({ 'event-registry.yaml': good });
    rmSync(join(repository.folder, '.git'), { recursive: true });
    const { status, stderr } = repository.eventlint('diff --against main');
    expect(status).toBe(2);
    expect(stderr).toContain('stands in no git repository');
  });

  it('in a clone without the history', () => {
    const commit = repository.commit({ 'event-registry.yaml': good });
    repository.commit({ 'a.ts': '' });
    const clone = new Repository();
    clone.run('git', ['clone', '--quiet', '--depth', '1', `file://${repository.folder}`, 'shallow']);
    const { status, stderr } = clone.eventlint(
      `diff --registry shallow/event-registry.yaml --against ${commit}`,
    );
    expect([status, stderr]).toEqual([2, expect.stringContaining('This clone is shallow: fetch more')]);
    clone.remove();
  });

  it('but faults that leave no doubt of what is declared are no hindrance', () => {
    const contradictory = registry('{ total: { type: number, minimum: 2, maximum: 1 } }');
    repository.commit({ 'event-registry.yaml': contradictory });
    expect(told('--against HEAD')).toMatchObject({ status: 0, changes: [] });
  });
});

describe('what decides how a change counts', () => {
  beforeEach(() => {
    repository.commit({
      'event-registry.yaml': registry('{ total: number, coupon: { type: string, enum: [A, B] } }'),
    });
  });

  it('the category, each with those before it', () => {
    repository.write({
      'event-registry.yaml': registry('{ total: string, coupon: { type: string, enum: [A] } }'),
    });
    const at = (category: string) => told(`--against HEAD --category ${category}`).lines;
    const [narrowed, typed] = ['change-enum-narrowed order_placed.coupon', 'change-type order_placed.total'];
    expect(at('lock')).toEqual([`note ${narrowed}`, `error ${typed}`]);
    expect(at('ingest')).toEqual([`error ${narrowed}`, `error ${typed}`]);
    expect(told('--against HEAD').lines).toEqual(at('source'));
  });

  it('the levels of the configuration', () => {
    repository.write({
      'event-registry.yaml': registry('{ total: string, coupon: string }').replace('checkout', 'growth'),
      'eventlint.yaml': 'rules: { change-type: warning, change-owner: error, change-enum-widened: off }\n',
    });
    expect(told('--against HEAD').lines).toEqual([
      'error change-owner order_placed',
      'warning change-type order_placed.total',
    ]);
  });

  it('--exit-zero, for who only wants to be told', () => {
    repository.write({ 'event-registry.yaml': registry('{ total: string }') });
    expect(repository.eventlint('diff --against HEAD').status).toBe(1);
    expect(repository.eventlint('diff --against HEAD --exit-zero').status).toBe(0);
  });
});

describe('what is still sent', () => {
  it('is shown where a removed event is sent, through wrappers and in payloads', () => {
    repository.commit({
      'event-registry.yaml': registry('{ total: number }'),
      'track.ts': `export const track = (name: string, a: object) => nv('event', name, a);\n`,
      'a.ts': `import { track } from './track';\n\ntrack('order_placed', { total: 1 });\n`,
      'payloads/a.json': '{"userID":"u1","event_name":"order_placed","attributes":{"total":1}}\n',
    });
    repository.write({ 'event-registry.yaml': 'registry: 1\nevents: {}\n' });
    const [change] = told('--against HEAD').changes;
    expect(change).toMatchObject({
      ruleId: 'change-event-lost',
      file: 'event-registry.yaml',
      line: 2,
      message: expect.stringContaining('it is still sent in 2 places.'),
      related: [
        { file: 'a.ts', line: 3, message: 'still sent here' },
        { file: 'payloads/a.json', line: 1, message: 'still sent here' },
      ],
    });
  });

  it('where a call may send anything, is said to be uncertain; what was sent once is no break', () => {
    const old = `  checkout_done: { owner: x, status: deprecated }\n`;
    repository.commit({
      'event-registry.yaml': registry('{ total: number }', old),
      'a.ts': `nv('event', location.hash, {});\n`,
    });
    repository.write({
      'event-registry.yaml': registry('{ total: number }', old.replace('deprecated', 'removed')),
    });
    const [unknown] = told('--against HEAD').changes;
    expect(unknown).toMatchObject({
      severity: 'note',
      message: expect.stringContaining('1 call whose event is not known may send it'),
    });
    repository.write({ 'a.ndjson': '{"userID":"u1","event_name":"checkout_done","attributes":{}}\n' });
    const [sent] = told('--against HEAD').changes;
    expect(sent).toMatchObject({
      severity: 'note',
      message: expect.stringContaining('it is still sent in 1 place'),
      related: [{ file: 'a.ndjson' }],
    });
  });

  it('is held against what is added', () => {
    repository.commit({
      'event-registry.yaml': registry('{ total: number }'),
      'payloads/a.json':
        '{"userID":"u1","event_name":"order_placed","attributes":{"total":1,"coupon":7,"channel":"web"}}\n',
    });
    repository.write({
      'event-registry.yaml': registry('{ total: number, coupon: string, channel: string }'),
    });
    const { changes } = told('--against HEAD');
    expect(changes.map(({ ruleId, message }) => [ruleId, message.split('. ')[0]])).toEqual([
      [
        'change-attribute-added',
        'Attribute `channel` of `order_placed` is added as string, as which it is sent already.',
      ],
      [
        'change-name-reused',
        'Attribute `coupon` of `order_placed` is added as string; it is sent as number already',
      ],
    ]);
  });
});

describe('accepting a change', () => {
  const before = registry('{ total: number, coupon: { type: string, enum: [A, B] } }');
  const after = registry('{ total: number, coupon: { type: string, enum: [A] } }');
  const accepted = (line: string, text = after) => `${text}accepted:\n  ${line}\n`;

  /** The line that `diff` prints for its only breaking change, filled in. */
  function printed(more = ''): string {
    const { stdout } = repository.eventlint('diff --against HEAD');
    const line = /accept (- \{.*\})/.exec(stdout)?.[1];
    if (line === undefined) throw new Error(stdout);
    return line.replace('reason: "…", by: "…"', `reason: B was never sent., by: "@data"${more}`);
  }

  beforeEach(() => {
    repository.commit({ 'event-registry.yaml': before });
    repository.write({ 'event-registry.yaml': after });
  });

  it('with the line that is printed, which leaves it visible', () => {
    repository.write({ 'event-registry.yaml': accepted(printed()) });
    const { status, changes, findings } = told('--against HEAD');
    expect([status, findings]).toEqual([0, []]);
    expect(changes).toMatchObject([
      { severity: 'error', breaking: false, accepted: { by: '@data', reason: 'B was never sent.' } },
    ]);
    expect(repository.eventlint('diff --against HEAD').stdout).toContain(
      '(accepted by @data: B was never sent.)',
    );
    expect(repository.eventlint('diff --against HEAD --format markdown').stdout).toContain('**Accepted** by');
    expect(repository.findings()).toEqual([]);
  });

  it('holds wherever the change stands, and for no other value', () => {
    const line = printed();
    repository.write({ 'event-registry.yaml': `# Moved down.\n\n${accepted(line)}` });
    expect(told('--against HEAD').status).toBe(0);
    repository.write({ 'event-registry.yaml': accepted(line, after.replace('[A]', '[B]')) });
    const { status, findings } = told('--against HEAD');
    expect([status, findings]).toEqual([
      1,
      [expect.objectContaining({ ruleId: 'unused-acceptance', severity: 'warning' })],
    ]);
  });

  it('until a day, of which `check` tells as well', () => {
    repository.write({ 'event-registry.yaml': accepted(printed(', until: 2020-01-31')) });
    const { status, findings } = told('--against HEAD');
    expect([status, findings]).toEqual([
      1,
      [expect.objectContaining({ message: expect.stringContaining('held until 2020-01-31') })],
    ]);
    expect(repository.findings()).toEqual(['event-registry.yaml:9 unused-acceptance']);
    repository.write({ 'event-registry.yaml': accepted(printed(', until: 2999-01-31')) });
    expect(told('--against HEAD').status).toBe(0);
    expect(repository.findings()).toEqual([]);
  });

  it('of a former change is only a note', () => {
    repository.commit({ 'event-registry.yaml': accepted(printed()) });
    const { status, findings } = told('--against HEAD');
    expect([status, findings]).toEqual([0, [expect.objectContaining({ severity: 'note' })]]);
  });

  it('needs a reason and a name', () => {
    const line = printed().replace(', reason: B was never sent.', '');
    repository.write({ 'event-registry.yaml': accepted(line) });
    const { status, stderr } = repository.eventlint('diff --against HEAD');
    expect([status, stderr]).toEqual([2, expect.stringContaining('has no `reason`.')]);
    expect(repository.findings()).toEqual(['event-registry.yaml:9 registry-schema']);
  });

  it('of a type has to wait until the lock was overridden', () => {
    const [string, number] = [registry('{ total: string }'), registry('{ total: number }')];
    repository.commit({ 'event-registry.yaml': number, 'event-registry.lock': lock(total) });
    repository.write({ 'event-registry.yaml': string });
    const [change] = told('--against HEAD').changes;
    const line = `- { fingerprint: "${change?.fingerprint}", reason: Migrated., by: "@data" }`;
    repository.write({ 'event-registry.yaml': accepted(line, string) });
    const waiting = told('--against HEAD');
    expect([waiting.status, waiting.findings]).toEqual([
      1,
      [
        expect.objectContaining({
          message: expect.stringContaining('eventlint lock --override order_placed.total'),
        }),
      ],
    ]);
    repository.write({ 'event-registry.lock': lock(total.replace('number', 'string')) });
    expect(told('--against HEAD')).toMatchObject({ status: 0, findings: [] });
  });

  it('is not what comments do', () => {
    repository.write({
      'event-registry.yaml': `# eventlint-disable-next-line change-type -- it is fine\n${before}`,
    });
    expect(repository.findings()).toEqual(['event-registry.yaml:1 unused-suppression']);
    expect(repository.eventlint('check').stdout).toContain('Accept the change under `accepted`');
  });
});

describe('formats', () => {
  beforeEach(() => {
    repository.commit({
      'event-registry.yaml': registry('{ total: number, coupon: string }', '  cart_updated: {}\n'),
    });
    repository.write({
      'event-registry.yaml': registry(
        '{ total: string, coupon: { type: string, sensitivity: personal }, channel: string }',
        '',
      ),
    });
  });

  it('several in one run see the same', () => {
    const { status, stdout } = repository.eventlint(
      'diff --against HEAD --format markdown --format json=out.json --format sarif=out.sarif --format github=out.txt',
    );
    expect(status).toBe(1);
    expect(stdout.split('\n')[0]).toBe(
      '### ❌ Event registry: 2 breaking changes, 1 warning, 1 other change',
    );
    const read = (file: string) => readFileSync(join(repository.folder, file), 'utf8');
    expect(JSON.parse(read('out.json')).summary).toEqual({ breaking: 2, warnings: 1, notes: 1, accepted: 0 });
    expect(read('out.txt')).toMatch(/^::error file=event-registry\.yaml,line=7.*change-type/m);
    const [{ tool, results }] = JSON.parse(read('out.sarif')).runs;
    expect(
      results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${level} ${ruleId}`),
    ).toEqual(['error change-event-removed', 'error change-type', 'warning change-sensitivity-raised']);
    expect(tool.driver.rules.every(({ id }: { id: string }) => /^change-|^unused-acceptance$/.test(id))).toBe(
      true,
    );
    expect(results[1].locations[0].physicalLocation.region).toMatchObject({ startLine: 7, startColumn: 26 });
    expect(results[1].relatedLocations[0]).toMatchObject({
      message: { text: 'as it was in HEAD' },
      physicalLocation: { region: { startLine: 7, snippet: { text: 'number' } } },
    });
  });

  it('an accepted change is in SARIF only when it is asked for', () => {
    const { changes } = told('--against HEAD');
    const entry = changes
      .filter(({ breaking }) => breaking)
      .map(({ fingerprint }) => `  - { fingerprint: "${fingerprint}", reason: Fine., by: me }\n`);
    const text = readFileSync(join(repository.folder, 'event-registry.yaml'), 'utf8');
    repository.write({ 'event-registry.yaml': `${text}accepted:\n${entry.join('')}` });
    const results = (args: string) =>
      JSON.parse(repository.eventlint(`diff --against HEAD --format sarif ${args}`).stdout).runs[0].results;
    expect(results('')).toHaveLength(1);
    expect(
      results('--include-suppressed').filter(({ suppressions }: { suppressions?: [] }) => suppressions),
    ).toMatchObject([
      { suppressions: [{ kind: 'inSource', justification: 'Fine. (accepted by me)' }] },
      { suppressions: [{ kind: 'inSource' }] },
    ]);
  });

  it('pretty and markdown print the same bytes for the same input', () => {
    for (const format of ['pretty', 'markdown']) {
      const run = () => repository.eventlint(`diff --against HEAD --format ${format}`).stdout;
      expect(run()).toBe(run());
    }
  });

  it('the digest is another one as soon as a change is', () => {
    const { digest } = told('--against HEAD');
    const text = readFileSync(join(repository.folder, 'event-registry.yaml'), 'utf8');
    repository.write({ 'event-registry.yaml': `# A comment.\n${text}` });
    expect(told('--against HEAD').digest).toBe(digest);
    repository.write({ 'event-registry.yaml': text.replace('total: string', 'total: date') });
    expect(told('--against HEAD').digest).not.toBe(digest);
  });
});

describe('`check` is as it was', () => {
  it('judges no change and tells nothing of the rules on them', () => {
    repository.commit({ 'event-registry.yaml': registry('{ total: number }') });
    repository.write({ 'event-registry.yaml': registry('{ total: string }') });
    const [{ tool, results }] = JSON.parse(repository.eventlint('check --format sarif').stdout).runs;
    expect(results).toEqual([]);
    expect(tool.driver.rules.filter(({ id }: { id: string }) => id.startsWith('change-'))).toEqual([]);
  });
});
