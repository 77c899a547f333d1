import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fmt } from '../src/commands/fmt.ts';
import { init } from '../src/commands/init.ts';
import { quietWorld } from './support/quiet-world.ts';
import { Repository } from './support/repository.ts';

const call = `nv('event', 'order_placed', { total: 5 });\n`;
const registry = 'registry: 1\nevents:\n  order_placed: { owner: shop, description: Paid. }\n';
const tidy = 'registry: 1\n\nevents:\n  order_placed:\n    description: Paid.\n    owner: shop\n';

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

const path = (file: string) => join(repository.folder, file);
const text = (file: string) => readFileSync(path(file), 'utf8');
const world = () => quietWorld(repository.folder, '2026-03-01');
/** Lets the next write of this process to a file fail. */
const spoil = (file: string) => symlinkSync('no/where', path(`${file}.${process.pid}.tmp`));

describe('eventlint init', () => {
  it('writes what --dry-run prints, and that writes nothing', () => {
    repository.write({ 'src/a.ts': call });
    const dry = repository.eventlint('init --dry-run');
    expect([dry.status, existsSync(path('event-registry.yaml'))]).toEqual([0, false]);
    expect(repository.eventlint('init').status).toBe(0);
    expect(text('event-registry.yaml')).toBe(dry.stdout);
    expect(text('event-registry.yaml')).toContain('  # src/a.ts:1\n  order_placed:\n');
    expect(repository.findings()).toEqual(['event-registry.yaml:13 registry-metadata']);
  });

  it('writes the same bytes from another folder of the project', () => {
    repository.write({ 'src/a.ts': call, 'eventlint.yaml': 'rules: {}\n' });
    const { stdout } = repository.eventlint('init --dry-run');
    const cli = join(import.meta.dirname, '../dist/eventlint.cjs');
    const below = repository.run('bash', ['-c', `cd src && '${process.execPath}' '${cli}' init --dry-run`]);
    expect(below.stdout).toBe(stdout);
  });

  it('never overwrites, and says what to do', () => {
    repository.write({ 'a.ts': call, 'event-registry.yaml': registry });
    for (const args of ['init', 'init --registry event-registry.yaml']) {
      const { status, stderr } = repository.eventlint(args);
      expect([status, text('event-registry.yaml')]).toEqual([2, registry]);
      expect(stderr).toContain('There is event-registry.yaml already; it is not overwritten.\n  See what');
    }
    const other = repository.eventlint('init --registry other.yaml --dry-run');
    expect([other.status, other.stdout.includes('order_placed')]).toEqual([0, true]);
  });

  it('writes where eventlint.yaml says that the registry is', () => {
    repository.write({ 'a.ts': call, 'eventlint.yaml': 'registry: plan/events.yaml\n', 'plan/x': '' });
    // The project is the folder of the registry, for `check` as well.
    repository.write({ 'plan/b.ts': call });
    expect(repository.eventlint('init').status).toBe(0);
    expect(text('plan/events.yaml')).toContain('# b.ts:1\n');
  });

  it.each([
    [
      'nothing that sends',
      { 'a.ts': 'export {};\n' },
      'init',
      'No event is sent here by a name that is known.',
    ],
    ['a pack that does not exist', { 'a.ts': call }, 'init --pack braze', 'There is no pack `braze`.'],
    ['a folder that does not exist', { 'a.ts': call }, 'init --registry x/y.yaml', 'There is no folder x.'],
  ])('says so where there is %s', (_, files, command, message) => {
    repository.write(files);
    const { status, stderr } = repository.eventlint(command);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(existsSync(path('event-registry.yaml'))).toBe(false);
  });

  it('leaves nothing behind when it cannot write', async () => {
    repository.write({ 'a.ts': call });
    spoil('event-registry.yaml');
    await expect(init({ cache: false }, world())).rejects.toThrow('cannot be written');
    expect(readdirSync(repository.folder).filter((file) => file.startsWith('event-registry'))).toEqual([]);
  });

  it('says which files it could not read', () => {
    repository.write({ 'a.ts': call, 'a.events.json': '{"userID":' });
    const { status, stderr } = repository.eventlint('init');
    expect(status).toBe(0);
    expect(stderr).toContain('Not all of a.events.json could be read, so what is sent there may be missing');
  });
});

describe('eventlint fmt', () => {
  const included = {
    'event-registry.yaml': 'registry: 1\ninclude: [events/*.yaml]\n',
    'events/a.yaml': 'events: { a: {owner: b} }\n',
  };

  it('names what differs with --check, writes it without, and is done then', () => {
    repository.write({ 'event-registry.yaml': registry });
    expect(repository.eventlint('fmt --check')).toEqual({
      status: 1,
      stdout: 'event-registry.yaml\n',
      stderr: '1 file would be formatted. Run `eventlint fmt`.\n',
    });
    expect(text('event-registry.yaml')).toBe(registry);
    expect(repository.eventlint('fmt').stderr).toBe('1 file formatted, 0 left as they were.\n');
    expect(text('event-registry.yaml')).toBe(tidy);
    expect(repository.eventlint('fmt --check')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('formats the files that the registry includes', () => {
    repository.write(included);
    expect(repository.eventlint('fmt').stdout).toBe('events/a.yaml\n');
    expect(text('events/a.yaml')).toBe('events:\n  a:\n    owner: b\n');
  });

  it.each([
    ['no YAML', 'events: [\n', 'events/b.yaml:2:1: This is not valid YAML'],
    ['a key twice', 'events: { a: {}, a: {} }\n', 'events/b.yaml:1:18: The key stands twice in one map.'],
  ])('touches no file when one of them is %s', (_, broken, message) => {
    repository.write({ ...included, 'events/b.yaml': broken });
    const { status, stderr } = repository.eventlint('fmt');
    expect([status, text('events/a.yaml')]).toEqual([2, included['events/a.yaml']]);
    expect(stderr).toContain(message);
  });

  it('leaves a file as it was when it cannot write', () => {
    repository.write({ 'event-registry.yaml': registry });
    spoil('event-registry.yaml');
    expect(() => fmt({}, world())).toThrow('cannot be written');
    expect(text('event-registry.yaml')).toBe(registry);
  });
});

describe('eventlint generate', () => {
  beforeEach(() => {
    repository.write({ 'event-registry.yaml': registry, 'src/x': '' });
  });

  it('writes types to standard output or a file, the same each time', () => {
    const { status, stdout } = repository.eventlint('generate types');
    expect([status, stdout.includes('export interface OrderPlacedAttributes')]).toEqual([0, true]);
    repository.eventlint('generate types --output src/events.d.ts');
    expect(text('src/events.d.ts')).toBe(stdout);
  });

  it('writes a schema for each event, and removes those that it wrote for events that are gone', () => {
    expect(repository.eventlint('generate json-schema --output made/schemas').status).toBe(0);
    expect(readdirSync(path('made/schemas'))).toEqual(['index.json', 'order_placed.schema.json']);
    repository.write({
      'event-registry.yaml': registry.replace('order_placed', 'order_paid'),
      'made/schemas/own.schema.json': '{}',
    });
    repository.eventlint('generate json-schema --output made/schemas');
    expect(readdirSync(path('made/schemas'))).toEqual([
      'index.json',
      'order_paid.schema.json',
      'own.schema.json',
    ]);
  });

  it.each([
    ['generate json-schema', 'required option'],
    ['generate json-schema --output event-registry.yaml', 'event-registry.yaml is a file.'],
    ['generate types --output event-registry.yaml/where.d.ts', 'cannot be written: its folder is a file.'],
    ['generate', 'Usage: eventlint generate'],
  ])('%s: %s', (command, message) => {
    const { status, stderr } = repository.eventlint(command);
    expect([status, stderr.includes(message)]).toEqual([2, true]);
  });

  it('makes nothing of a registry that is faulty', () => {
    repository.write({
      'event-registry.yaml': registry.replace('shop', '[]'),
      'made/order_placed.schema.json': 'old',
    });
    for (const command of ['generate types --output made/a.d.ts', 'generate json-schema --output made']) {
      const { status, stderr } = repository.eventlint(command);
      expect(status).toBe(2);
      expect(stderr).toContain('`owner` is a list; it must be a string.');
    }
    expect(readdirSync(path('made'))).toEqual(['order_placed.schema.json']);
    expect(text('made/order_placed.schema.json')).toBe('old');
  });
});
