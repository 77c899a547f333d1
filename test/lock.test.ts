import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lock } from '../src/commands/lock.ts';
import { quietWorld } from './support/quiet-world.ts';
import { Repository } from './support/repository.ts';

const registry = `registry: 1
defaults: { owner: shop }
events:
  order_placed:
    description: Paid.
    since: 2026-01-10
    attributes:
      quantity: number
      total: number
`;
const today = new Date().toISOString().slice(0, 10);

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
  repository.write({ 'event-registry.yaml': registry });
});
afterEach(() => repository.remove());

const text = (file: string) => readFileSync(join(repository.folder, file), 'utf8');
/** The lock's lines about attributes. */
const lines = () =>
  text('event-registry.lock')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const world = () => quietWorld(repository.folder, today);
/** Locks within this process, where what the command line says of it is not asked. */
const prepare = () => lock({ cache: false }, world());
const declare = (more: string) => ({ 'event-registry.yaml': registry + more });
/** Runs eventlint with arguments that may hold spaces. */
const run = (...args: string[]) =>
  repository.run(process.execPath, [join(import.meta.dirname, '../dist/eventlint.cjs'), ...args]);

describe('eventlint lock', () => {
  it('writes a line for each declared attribute: sorted, with the day and what it comes from', () => {
    const { status, stdout, stderr } = repository.eventlint('lock');
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toContain('event-registry.lock holds 2 attributes: 2 new.');
    expect(text('event-registry.lock')).toBe(
      [
        '# eventlint lock 1',
        '# Written by `eventlint lock`, never by hand: the type that each attribute has for good.',
        '',
        'order_placed.quantity: number since 2026-01-10 from registry',
        'order_placed.total: number since 2026-01-10 from registry',
        '',
      ].join('\n'),
    );
  });

  it('changes not a byte when it is run again', () => {
    repository.eventlint('lock');
    const before = text('event-registry.lock');
    expect(repository.eventlint('lock').stderr).toBe(
      'event-registry.lock holds 2 attributes: nothing has changed.\n',
    );
    expect(text('event-registry.lock')).toBe(before);
  });

  it('names the commit where what is locked stands in one as it is now', () => {
    const commit = repository.commit().slice(0, 12);
    repository.write(declare('      coupon: string\n'));
    repository.eventlint('lock');
    expect(lines()).toEqual(lines().filter((line) => !line.includes(' at ')));
    repository.git('checkout', '--quiet', '--', 'event-registry.yaml');
    repository.write({ 'event-registry.lock': null });
    repository.commit();
    repository.eventlint('lock');
    expect(lines()[0]).toBe(`order_placed.quantity: number since 2026-01-10 from registry at ${commit}`);
  });

  it('takes the day of an attribute from itself, from its event when that is new, else today', () => {
    repository.eventlint('lock');
    repository.write(declare('      coupon: string\n      gift: { type: boolean, since: 2026-02-01 }\n'));
    repository.eventlint('lock');
    expect(lines().slice(0, 2)).toEqual([
      `order_placed.coupon: string since ${today} from registry`,
      'order_placed.gift: boolean since 2026-02-01 from registry',
    ]);
  });

  it('takes no day that has not come', () => {
    repository.write(declare('      a: { type: string, since: 2999-01-01 }\n'));
    repository.eventlint('lock');
    expect(lines()[0]).toBe(`order_placed.a: string since ${today} from registry`);
  });

  it('refuses a registry with a day that is none', () => {
    repository.write(declare('      a: { type: string, since: "2026-02-31" }\n'));
    const { status, stderr } = repository.eventlint('lock');
    expect(status).toBe(2);
    expect(stderr).toContain('`since` is "2026-02-31", which is no valid day (yyyy-MM-dd).');
  });

  it('locks what nobody declares from code, then from payloads, where its type is the only one known', () => {
    repository.write({
      'a.ts': `declare const x: any;
nv('event', 'order_placed', { weight: 5, color: 'red', mixed: 1, open: x });
nv('event', 'order_placed', { weight: x, mixed: 'one' });
nv('event', 'app_launch', { cold: true });
`,
      'a.events.json': JSON.stringify([
        { userID: 'u', event_name: 'order_placed', attributes: { weight: 7, gift: true, nothing: null } },
      ]),
    });
    const { stderr } = repository.eventlint('lock');
    expect(lines()).toEqual([
      `order_placed.color: string since ${today} from code`,
      `order_placed.gift: boolean since ${today} from payload`,
      'order_placed.quantity: number since 2026-01-10 from registry',
      'order_placed.total: number since 2026-01-10 from registry',
      `order_placed.weight: number since ${today} from code`,
    ]);
    expect(stderr).toContain(
      '1 attribute that nobody declares is not locked, because you have to decide:\n  a.ts:2:63: `order_placed.mixed` is sent as number and string: declare the one that holds\n',
    );
  });

  it('does not lock what looks misspelt', () => {
    repository.write({
      'a.ts': `nv('event', 'order_placed', { quantty: 5 });\nnv('event', 'Order Placed', { total: 5 });\n`,
    });
    const { stderr } = repository.eventlint('lock');
    expect(lines()).toHaveLength(2);
    expect(stderr).toContain('a.ts:1:40: `order_placed.quantty` may be meant for `quantity`: correct it');
    expect(stderr).toContain('a.ts:2:38: `"Order Placed".total` may be meant for `order_placed`: correct it');
  });

  it('keeps an attribute that was removed, and takes it back', () => {
    repository.eventlint('lock');
    repository.write({ 'event-registry.yaml': registry.replace('      total: number\n', '') });
    repository.eventlint('lock');
    expect(lines()[1]).toBe(`order_placed.total: number since 2026-01-10 from registry removed ${today}`);
    repository.write({ 'event-registry.yaml': registry });
    expect(repository.eventlint('lock').stderr).toContain('1 declared again');
    expect(lines()[1]).toBe('order_placed.total: number since 2026-01-10 from registry');
  });

  it.each([
    ['an attribute with the status removed', '      coupon: { type: string, status: removed }\n', 'coupon'],
    ['a reserved name that is still sent', '    reserved: [gift]\n', 'gift'],
  ])('marks %s as removed at once, and once', (_, more, name) => {
    repository.write({ ...declare(more), 'a.ts': `nv('event', 'order_placed', { gift: 'x' });\n` });
    repository.eventlint('lock');
    const before = text('event-registry.lock');
    expect(lines().find((line) => line.startsWith(`order_placed.${name}:`))).toMatch(
      / removed \d{4}-\d\d-\d\d$/,
    );
    repository.eventlint('lock');
    expect(text('event-registry.lock')).toBe(before);
  });

  it('leaves drafts alone', () => {
    repository.write(declare('  planned:\n    status: draft\n    attributes: { a: string }\n'));
    repository.eventlint('lock');
    expect(lines()).toHaveLength(2);
  });

  it('says where the registry contradicts it, changes nothing of that and ends with 1', () => {
    repository.eventlint('lock');
    const before = text('event-registry.lock');
    repository.write({ 'event-registry.yaml': registry.replace('quantity: number', 'quantity: string') });
    const { status, stdout } = repository.eventlint('lock');
    expect(status).toBe(1);
    expect(stdout).toBe(
      "event-registry.yaml:8:17: `order_placed.quantity` is declared as string; it is locked to number since 2026-01-10.\n  Declare it as number, or, where the vendor's data was migrated, change the lock: eventlint lock --override order_placed.quantity --reason '…'\n",
    );
    expect(text('event-registry.lock')).toBe(before);
  });
});

describe('eventlint lock --check', () => {
  it('says what is missing, writes nothing and ends with 1', () => {
    const { status, stdout, stderr } = repository.eventlint('lock --check');
    expect(status).toBe(1);
    expect(stdout).toBe(
      'event-registry.yaml:8:17: `order_placed.quantity` number is not locked yet.\nevent-registry.yaml:9:14: `order_placed.total` number is not locked yet.\n',
    );
    expect(stderr).toContain('event-registry.lock is not current: 2 attributes to write.');
    expect(existsSync(join(repository.folder, 'event-registry.lock'))).toBe(false);
  });

  it('is content with a lock that holds everything, in whatever order its lines stand', () => {
    repository.eventlint('lock');
    const [first, second] = lines();
    repository.write({ 'event-registry.lock': `# eventlint lock 1\n${second}\n${first}\n${second}\n` });
    expect(repository.eventlint('lock --check')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'event-registry.lock is current.\n',
    });
  });

  it('sees a removal that is not marked', () => {
    repository.eventlint('lock');
    repository.write({ 'event-registry.yaml': registry.replace('      total: number\n', '') });
    const { status, stdout } = repository.eventlint('lock --check');
    expect([status, stdout]).toEqual([
      1,
      'event-registry.yaml:4:3: `order_placed.total` is locked, and not declared any more: it is to be marked as removed.\n',
    ]);
  });
});

describe('eventlint lock --override', () => {
  const changed = registry.replace('quantity: number', 'quantity: string');
  beforeEach(async () => {
    await prepare();
    repository.write({ 'event-registry.yaml': changed });
  });

  it('changes the one line, and keeps in it what it was, why and by whom', () => {
    repository.git('config', 'user.name', 'Asha Verma');
    const { status } = run(
      ...['lock', '--override', 'order_placed.quantity'],
      ...['--reason', 'migrated in the console, see "DG-412"'],
    );
    expect(status).toBe(0);
    expect(lines()).toEqual([
      `order_placed.quantity: string since ${today} from registry (was number since 2026-01-10: "migrated in the console, see \\"DG-412\\"", by "Asha Verma")`,
      'order_placed.total: number since 2026-01-10 from registry',
    ]);
    expect(repository.findings()).not.toContain('event-registry.yaml:8 type-lock');
    expect(repository.eventlint('lock --check').status).toBe(0);
  });

  it('keeps earlier changes, too', () => {
    run('lock', '--override', 'order_placed.quantity', '--reason', 'first', '--by', 'a');
    repository.write({ 'event-registry.yaml': registry });
    run('lock', '--override', 'order_placed.quantity', '--reason', 'back again', '--by', 'b');
    expect(lines()[0]).toBe(
      `order_placed.quantity: number since ${today} from registry (was string since ${today}: "back again", by "b") (was number since 2026-01-10: "first", by "a")`,
    );
  });

  it.each([
    [['--override', 'order_placed.quantity'], '--override needs a reason.'],
    [['--override', 'order_placed.quantity', '--reason', ' '], '--override needs a reason.'],
    [['--reason', 'why'], '--reason belongs to --override.'],
    [['--override', 'order_placed.quantty', '--reason', 'why'], 'Did you mean `order_placed.quantity`?'],
    [
      ['--override', 'order_placed.total', '--reason', 'why'],
      '`order_placed.total` is locked to number already.',
    ],
    [['--check', '--override', 'a.b', '--reason', 'why'], '--check writes nothing, --override writes.'],
  ])('%j: %s', (args, message) => {
    const before = text('event-registry.lock');
    const { status, stderr } = run('lock', ...args);
    expect([status, text('event-registry.lock')]).toEqual([2, before]);
    expect(stderr).toContain(message);
  });
});

describe('`check` holds to the lock', () => {
  it('what nobody declares, and what was removed', () => {
    repository.write({ 'a.ts': `nv('event', 'order_placed', { weight: 5 });\n` });
    repository.eventlint('lock');
    repository.write({
      'event-registry.yaml': registry.replace('      total: number\n', '      total: string\n'),
      'a.ts': `nv('event', 'order_placed', { weight: 'heavy' });\n`,
    });
    expect(repository.findings()).toEqual(
      expect.arrayContaining(['a.ts:1 type-lock', 'event-registry.yaml:9 type-lock']),
    );
  });
});

describe('what is wrong with the lock or the registry is said, and nothing is written', () => {
  const head = '# eventlint lock 1\n';
  it.each([
    [
      'conflict markers',
      { 'event-registry.lock': `${head}<<<<<<< HEAD\n` },
      'The lock has a merge conflict.',
    ],
    [
      'a line edited by hand',
      { 'event-registry.lock': `${head}a.b: number\n` },
      'This is no line of a lock.',
    ],
    ['a newer version', { 'event-registry.lock': '# eventlint lock 2\n' }, 'The lock has version 2;'],
    ['a faulty registry', declare('      coupon: text\n'), '`coupon` is "text"; it must be one of'],
    ['no YAML', { 'event-registry.yaml': 'registry: [\n' }, 'This is not valid YAML'],
  ])('%s', (_, files, message) => {
    repository.write(files);
    const before = 'event-registry.lock' in files ? files['event-registry.lock'] : undefined;
    for (const command of ['lock', 'lock --check']) {
      const { status, stdout, stderr } = repository.eventlint(command);
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toContain(message);
    }
    const file = join(repository.folder, 'event-registry.lock');
    expect(existsSync(file) ? text('event-registry.lock') : undefined).toBe(before);
  });

  it('a write that fails leaves the lock as it was', async () => {
    repository.eventlint('lock');
    const before = text('event-registry.lock');
    repository.write(declare('      coupon: string\n'));
    // What is written first, to be put in the lock's place, leads nowhere here.
    symlinkSync('no/where', join(repository.folder, `event-registry.lock.${process.pid}.tmp`));
    await expect(lock({ cache: false }, world())).rejects.toThrow(
      'cannot be written: its folder does not exist.',
    );
    expect(text('event-registry.lock')).toBe(before);
  });
});

describe('git merges locks', () => {
  /** Two branches that each change the registry and lock it, merged; answers what git says. */
  async function merge(ours: string, theirs: string, attributes = true) {
    await prepare();
    if (!attributes) repository.write({ '.gitattributes': null });
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.write({ 'event-registry.yaml': theirs });
    await prepare();
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'event-registry.yaml': ours });
    await prepare();
    repository.commit();
    const answer = repository.run('git', ['merge', '--no-edit', 'theirs']);
    // The registry is people's: what they make of both sides is written in its place.
    const conflicts = repository
      .git('diff', '--name-only', '--diff-filter=U')
      .trim()
      .split('\n')
      .filter(Boolean);
    return { ...answer, conflicts };
  }
  const add = (...names: string[]) => registry + names.map((name) => `      ${name}: string\n`).join('');

  it('takes the lines of both sides, also where they meet', async () => {
    const { conflicts } = await merge(add('apple', 'coupon', 'zebra'), add('basket', 'coupon', 'yak'));
    expect(conflicts).toEqual(['event-registry.yaml']);
    repository.write({ 'event-registry.yaml': add('apple', 'basket', 'coupon', 'yak', 'zebra') });
    expect(repository.eventlint('lock --check').status).toBe(0);
    await prepare();
    expect(lines().map((line) => line.split(':')[0])).toEqual(
      ['apple', 'basket', 'coupon', 'quantity', 'total', 'yak', 'zebra'].map(
        (name) => `order_placed.${name}`,
      ),
    );
  });

  it('needs no help of ours where different events grow', async () => {
    const two = `${registry}  signed_up:\n    description: In.\n    attributes:\n      way: string\n`;
    repository.write({ 'event-registry.yaml': two });
    const { conflicts, status } = await merge(
      two.replace('      quantity', '      zoo: string\n      quantity'),
      `${two}      above: string\n`,
      false,
    );
    expect([status, conflicts]).toEqual([0, []]);
    expect(repository.eventlint('lock --check').status).toBe(0);
  });

  it('leaves a removal and an addition beside each other', async () => {
    await merge(registry.replace('      total: number\n', ''), add('coupon'));
    repository.write({ 'event-registry.yaml': add('coupon').replace('      total: number\n', '') });
    await prepare();
    expect(lines().map((line) => line.replace(/ since .* from/, ''))).toEqual([
      'order_placed.coupon: string registry',
      'order_placed.quantity: number registry',
      `order_placed.total: number registry removed ${today}`,
    ]);
  });

  it('lets a decision of one branch hold over what the other did not decide', async () => {
    await prepare();
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.write({ 'event-registry.yaml': registry.replace('quantity: number', 'quantity: string') });
    run('lock', '--override', 'order_placed.quantity', '--reason', 'migrated', '--by', 'a');
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'event-registry.yaml': registry.replace('      quantity: number\n', '') });
    await prepare();
    repository.commit();
    repository.run('git', ['merge', '--no-edit', 'theirs']);
    expect(lines().filter((line) => line.startsWith('order_placed.quantity'))).toHaveLength(2);
    repository.write({ 'event-registry.yaml': registry.replace('quantity: number', 'quantity: string') });
    await prepare();
    expect(lines()[0]).toBe(
      `order_placed.quantity: string since ${today} from registry (was number since 2026-01-10: "migrated", by "a")`,
    );
  });

  it('does not choose between two types: the lock says so, and `lock` writes nothing', async () => {
    await merge(add('coupon'), `${registry}      coupon: number\n`);
    repository.write({ 'event-registry.yaml': add('coupon') });
    const before = text('event-registry.lock');
    const { status, stderr } = repository.eventlint('lock');
    expect([status, text('event-registry.lock')]).toEqual([2, before]);
    expect(stderr).toMatch(
      /^eventlint: event-registry.lock:\d+:1: `order_placed.coupon` is locked twice, to /,
    );
  });

  it('joins two locks that were begun on two branches', async () => {
    repository.commit();
    repository.git('checkout', '--quiet', '-b', 'theirs');
    repository.write({ 'event-registry.yaml': add('apple') });
    await prepare();
    repository.commit();
    repository.git('checkout', '--quiet', 'main');
    repository.write({ 'event-registry.yaml': add('zebra') });
    await prepare();
    repository.commit();
    repository.run('git', ['merge', '--no-edit', 'theirs']);
    repository.write({ 'event-registry.yaml': add('apple', 'zebra') });
    expect(repository.eventlint('lock').status).toBe(0);
    expect(lines()).toHaveLength(4);
    expect(text('event-registry.lock').match(/# eventlint lock/g)).toHaveLength(1);
  });
});

describe('how git is told to merge the lock', () => {
  it('once, when the lock is begun, beside what .gitattributes says already', () => {
    repository.write({ '.gitattributes': '*.png binary' });
    expect(repository.eventlint('lock').stderr).toContain('.gitattributes now tells git');
    expect(text('.gitattributes')).toBe('*.png binary\nevent-registry.lock merge=union\n');
    repository.write({ '.gitattributes': null, ...declare('      coupon: string\n') });
    repository.eventlint('lock');
    expect(existsSync(join(repository.folder, '.gitattributes'))).toBe(false);
  });

  it('not where somebody has decided how', () => {
    repository.write({ '.gitattributes': '*.lock -merge\n' });
    repository.eventlint('lock');
    expect(text('.gitattributes')).toBe('*.lock -merge\n');
  });
});
