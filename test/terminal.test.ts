import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Repository } from './support/repository.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const repository = new Repository();

/** Runs a command in a terminal of its own, of so many columns; what was written to it. */
const terminal = `
import fcntl, os, pty, struct, sys, termios
pid, fd = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp("bash", ["bash", "-c", sys.argv[2]])
while True:
    try: data = os.read(fd, 65536)
    except OSError: break
    if not data: break
    sys.stdout.buffer.write(data)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
const hasTerminals = spawnSync('python3', ['-c', 'import pty, os; os.waitstatus_to_exitcode']).status === 0;

/** What a terminal shows of a run that takes longer than a second. */
function slowly(command: string, columns: number, env: Record<string, string> = {}) {
  const { stdout, status } = spawnSync(
    'python3',
    ['-c', terminal, String(columns), `(cat events.ndjson; sleep 1.5; cat events.ndjson) | ${command}`],
    {
      cwd: repository.folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: repository.folder, TERM: 'xterm', NO_COLOR: '1', ...env },
    },
  );
  // What a line was before it was written anew, or cleared.
  const shown = stdout.split('\r').map((text) => text.replaceAll('\u001b[K', ''));
  return { stdout, status, bars: shown.filter((text) => text.startsWith('Reading')) };
}

beforeAll(() => {
  const event = (i: number) =>
    `{"userID":"u${i}","event_name":"order_placed","attributes":{"n":${i}},"note":"${'x'.repeat(200)}"}\n`;
  repository.write({
    'event-registry.yaml':
      'registry: 1\nevents:\n  order_placed: { description: Paid., owner: a, additional: allow }\n',
    'events.ndjson': Array.from({ length: 2000 }, (_, i) => event(i)).join(''),
  });
});
afterAll(() => repository.remove());

const run = `"${process.execPath}" "${cli}"`;

describe.skipIf(!hasTerminals)('progress in a terminal', () => {
  test('is shown while standard input is read, and cleared before the report', () => {
    const { bars, stdout } = slowly(`${run} check - --format github`, 80);
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) {
      expect(bar).toMatch(/^Reading <stdin> {2}\d+ kB {2}[\d,]+ events {2}[\d,]+\/s$/);
      expect(bar.length).toBeLessThan(80);
    }
    const after = stdout.slice(stdout.lastIndexOf('events  '));
    expect(after).toContain('\r\u001b[K');
  });

  test('fits in a narrow one', () => {
    const { bars } = slowly(`${run} check -`, 24);
    expect(bars.length).toBeGreaterThan(0);
    for (const bar of bars) expect(bar.length).toBeLessThan(24);
  });

  test.each<[string, string, Record<string, string>]>([
    ['with --quiet', `${run} check - --quiet`, {}],
    ['in CI', `${run} check -`, { CI: 'true' }],
    ['in a terminal that cannot', `${run} check -`, { TERM: 'dumb' }],
    ['where standard error goes elsewhere', `${run} check - 2>errors.txt`, {}],
  ])('is not shown %s', (_, command, env) => {
    const { bars, stdout } = slowly(command, 80, env);
    expect(bars).toEqual([]);
    expect(stdout).not.toContain('\u001b');
  });

  test('is none of the report', () => {
    const { bars } = slowly(`${run} audit --partial > state.json`, 80);
    expect(bars.length).toBeGreaterThan(0);
    const { status, stdout } = repository.run('cat', ['state.json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout).shards).toHaveLength(1);
  });
});
