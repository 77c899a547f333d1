import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Stamps, stampOf } from '../src/caches.ts';

const cli = join(import.meta.dirname, '../dist/eventlint.cjs');
const base = mkdtempSync(join(tmpdir(), 'eventlint-caches-'));
const file = join(base, 'a.ts');
beforeAll(() => {
  writeFileSync(file, `nv('event', 'a', {});\n`);
  writeFileSync(join(base, 'event-registry.yaml'), 'registry: 1\nevents: {}\n');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('a stamp', () => {
  it('is that of before what was read, whatever happened since', () => {
    const stamps = new Stamps();
    const before = stamps.of(file);
    writeFileSync(file, `nv('event', 'another', {});\n`);
    expect(stamps.of(file)).toBe(before);
    expect(stampOf(file)).not.toBe(before);
  });
});

describe('a path that leads nowhere', () => {
  const long = join(base, 'x'.repeat(300));
  const circle = join(base, 'circle');
  beforeAll(() => symlinkSync('circle', circle));

  it.each([
    ['what is not there', join(base, 'nowhere')],
    ['below a file', join(file, 'b.ts')],
    ['a name that is too long', long],
    ['below a link to itself', join(circle, 'b.ts')],
    ['a name with NUL', join(base, 'a\0b')],
  ])('has no stamp: %s', (_, path) => {
    expect(stampOf(path)).toBeNull();
  });

  it('may be imported', () => {
    const imports = [long, circle].map((path, i) => `import { a${i} } from '${path}/b';\n`).join('');
    writeFileSync(
      join(base, 'b.ts'),
      `${imports}import { c } from './a\\0b/c';\nnv('event', 'b', {}); a0(); a1(); c();\n`,
    );
    const { status, stderr } = spawnSync(process.execPath, [cli, 'check'], { cwd: base, encoding: 'utf8' });
    rmSync(join(base, 'b.ts'));
    expect([status, stderr]).toEqual([1, '']);
  });
});

describe('the folder of caches', () => {
  it.skipIf(process.platform === 'win32')(
    'is never a relative one: caches would come to lie in the project',
    () => {
      const home = join(base, 'home');
      const run = () =>
        spawnSync(process.execPath, [cli, 'check'], {
          cwd: base,
          env: { PATH: process.env.PATH, HOME: home, XDG_CACHE_HOME: 'relative' },
        });
      expect(run().status).toBe(1);
      expect([existsSync(join(base, 'relative')), existsSync(home)]).toEqual([false, true]);
    },
  );
});

describe('what is remembered', () => {
  const caches = join(base, 'caches');

  /** Runs a check; ends it after so many milliseconds, if any. */
  function check(killedAfter?: number, ...options: string[]): Promise<string> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [cli, 'check', '--format', 'json', ...options], {
        cwd: base,
        env: { ...process.env, XDG_CACHE_HOME: caches },
      });
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
      });
      child.on('close', () => done(text));
      if (killedAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killedAfter);
    });
  }

  it('is right after runs that were killed, and by several at once', async () => {
    mkdirSync(caches);
    const whole = await check(undefined, '--no-cache');
    expect(JSON.parse(whole).findings.length).toBeGreaterThan(0);
    for (const time of [60, 120, 180, 240, 300, 360]) await Promise.all([check(time), check(time + 20)]);
    for (const text of await Promise.all([check(), check(), check()])) expect(text).toBe(whole);
    expect(await check()).toBe(whole);
  });
});
