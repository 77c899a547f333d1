import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const { dependencies, bin, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'eventlint-pack-'));
const installed = join(folder, 'node_modules/eventlint');

/** What `npm pack` puts into the package, laid out in an empty project with the package's dependencies and nothing else. */
beforeAll(() => {
  const { stdout, stderr } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const [packed] = JSON.parse(stdout || `"${stderr}"`) as [{ files: { path: string }[] }];
  for (const { path } of packed.files) {
    mkdirSync(dirname(join(installed, path)), { recursive: true });
    cpSync(join(root, path), join(installed, path));
  }
  for (const name of Object.keys(dependencies))
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function eventlint(...args: string[]) {
  return spawnSync(process.execPath, [join(installed, bin.eventlint), ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
}

describe('the package, in a project of its own', () => {
  it('tells its version', () => {
    expect(eventlint('--version').stdout).toBe(`${version}\n`);
  });

  it('finds its packs and schemas, and lints code and payloads', () => {
    writeFileSync(
      join(folder, 'event-registry.yaml'),
      'registry: 1\ndefaults: { owner: shop }\nevents: {}\n',
    );
    writeFileSync(join(folder, 'a.ts'), `nv('event', 'unheard_of', {});\n`);
    writeFileSync(
      join(folder, 'b.events.json'),
      `{"userID":"u1","event_name":"unheard_of","attributes":{}}\n`,
    );
    const { status, stdout, stderr } = eventlint('--format', 'json');
    expect([status, stderr]).toEqual([1, '']);
    expect(JSON.parse(stdout).summary).toMatchObject({ errors: 2, files: 3, callSites: 1, events: 1 });
  });

  it('reads Parquet with the packages that are there, and names those that are not', () => {
    const fixture = join(root, 'test/read/payload/fixtures/struct-zstd.parquet');
    const said = () => {
      const { findings } = JSON.parse(eventlint(fixture, '--format', 'json').stdout);
      return findings.map((finding: { message: string }) => finding.message).join('\n');
    };
    const add = (name: string) =>
      symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), 'junction');
    expect(said()).toContain('`hyparquet`, which is not installed');
    add('hyparquet');
    expect(said()).toContain('`hyparquet-compressors` reads; it is not installed');
    add('hyparquet-compressors');
    expect(said()).toContain('Event `added` is not declared');
  });

  it('holds what its README promises, and no tests', () => {
    const has = (path: string) => readFileSync(join(installed, path), 'utf8').length > 0;
    for (const path of [
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'schemas/event-registry.schema.json',
      'docs/rules/type-lock.md',
      'dist/kernel.wasm',
    ])
      expect(has(path)).toBe(true);
    expect(() => has('test/package.test.ts')).toThrow();
  });
});
