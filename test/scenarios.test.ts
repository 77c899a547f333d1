import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freshCaches } from './support/warm-caches.ts';

const cli = resolve(import.meta.dirname, '../dist/eventlint.cjs');
const scenarios = resolve(import.meta.dirname, 'scenarios');
const scratch = mkdtempSync(join(tmpdir(), 'eventlint-'));
const caches = freshCaches();

afterAll(() => {
  for (const folder of [scratch, caches.folder]) rmSync(folder, { recursive: true, force: true });
});

/**
 * Every folder of `scenarios/` is a small project with a file `command`: a line of arguments each (`< file` reads standard
 * input from a file). The transcript beside it holds what the built CLI answers: read it when it changes.
 */
describe('the command line', () => {
  it.each(readdirSync(scenarios))('%s', async (name) => {
    const folder = join(scratch, name);
    cpSync(join(scenarios, name), folder, { recursive: true });
    rmSync(join(folder, 'transcript.txt'), { force: true });
    const commands = readFileSync(join(folder, 'command'), 'utf8').trim().split('\n');
    rmSync(join(folder, 'command'));
    const transcript = commands.map((line) => answer(line, folder)).join('\n');
    await expect(transcript).toMatchFileSnapshot(join(scenarios, name, 'transcript.txt'));
  });

  it('is built', () => expect(existsSync(cli), 'run `npm run build` first').toBe(true));
});

function answer(line: string, cwd: string): string {
  const [args = '', input] = line.split(/\s*<\s*/);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, ...args.split(/\s+/).filter(Boolean)],
    {
      cwd,
      encoding: 'utf8',
      input: input === undefined ? '' : readFileSync(join(cwd, input)),
      env: { PATH: process.env.PATH ?? '', HOME: cwd, GIT_CEILING_DIRECTORIES: scratch, ...caches.env },
    },
  );
  const shown = (text: string) => text.replaceAll(cwd, '<project>');
  return `$ eventlint ${line}\nexit code ${status}\n--- stdout\n${shown(stdout)}--- stderr\n${shown(stderr)}`;
}
