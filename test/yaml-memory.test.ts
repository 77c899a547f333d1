import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freshCaches } from './support/warm-caches.ts';

const cli = join(import.meta.dirname, '../dist/eventlint.cjs');
const base = mkdtempSync(join(tmpdir(), 'eventlint-yaml-'));
let caches = freshCaches();
const folder = join(base, 'shop');
afterAll(() => {
  for (const each of [base, caches.folder]) rmSync(each, { recursive: true, force: true });
});

const registry = (type: string) => `registry: 1
include: [more/*.yaml]
events:
  order_placed:
    description: An order was placed.
    owner: shop
    attributes:
      total: ${type}
      Total: &x string # eventlint-disable-line attribute-name-case -- an alias below
  order_paid: { description: It was paid., owner: shop, attributes: { id: *x } }
`;

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text);
}

function check(...options: string[]): { text: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [cli, 'check', '--format', 'json', ...options],
    { cwd: folder, env: { ...process.env, ...caches.env }, encoding: 'utf8' },
  );
  return { text: stdout + stderr, status };
}

/** What is remembered of YAML. */
function memories(): string[] {
  const kept = join(caches.folder, 'eventlint');
  if (!existsSync(kept)) return [];
  return readdirSync(kept)
    .filter((name) => name.startsWith('yaml-'))
    .map((name) => join(kept, name));
}

describe('what is remembered of a registry', () => {
  beforeEach(() => {
    rmSync(caches.folder, { recursive: true, force: true });
    caches = freshCaches();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(join(folder, 'more'), { recursive: true });
    write('event-registry.yaml', registry('number'));
    write('more/a.yaml', 'events:\n  Paid: { description: A., owner: b }\n');
    write('eventlint.yaml', 'rules: { registry-metadata: error }\n');
    write('a.ts', `nv('event', 'order_placed', { total: 'five' });\n`);
  });

  it('says what reading it says', () => {
    const read = check('--no-cache');
    expect(JSON.parse(read.text).findings.length).toBeGreaterThan(2);
    expect(check()).toEqual(read);
    expect(memories()).toHaveLength(1);
    expect(check()).toEqual(read);
  });

  it.each([
    ['the registry', 'event-registry.yaml', registry('string')],
    ['a file that it includes', 'more/a.yaml', 'events:\n  order_seen: { description: A., owner: b }\n'],
    ['one more file that it includes', 'more/b.yaml', 'events:\n  Seen: { description: A., owner: b }\n'],
    ['the configuration', 'eventlint.yaml', 'rules: { event-name-case: off }\n'],
    ['a registry that cannot be read', 'event-registry.yaml', 'registry: ['],
  ])('is not taken for %s after it was changed', (_, file, text) => {
    const before = check();
    write(file, text);
    const changed = check();
    expect(changed).not.toEqual(before);
    expect(changed).toEqual(check('--no-cache'));
    expect(check()).toEqual(changed);
  });

  it.each(['', 'nonsense', '{"format":2}', '{"format":0,"trees":{}}', 'null', '{"format":2,"trees":null}'])(
    'is made anew where it is broken: %s',
    (content) => {
      const before = check();
      const [memory = ''] = memories();
      writeFileSync(memory, content);
      expect(check()).toEqual(before);
      expect(JSON.parse(readFileSync(memory, 'utf8'))).toHaveProperty('trees');
    },
  );

  it('is of a part of a registry, which is none by itself', () => {
    check();
    const alone = ['--registry', 'more/a.yaml'];
    const read = check('--no-cache', ...alone);
    expect(read.text).toContain('registry-schema');
    expect(check(...alone)).toEqual(read);
    expect(check(...alone)).toEqual(read);
  });

  it('keeps telling what does not fit', () => {
    write('event-registry.yaml', `${registry('number')}  'order sent': { descriptio: It was sent. }\n`);
    const read = check('--no-cache');
    expect(read.text).toContain('registry-schema');
    expect(check()).toEqual(read);
    expect(check()).toEqual(read);
  });

  it('is neither written nor read with --no-cache', () => {
    check('--no-cache');
    expect(memories()).toEqual([]);
  });
});
