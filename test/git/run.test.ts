import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersAhead, askAhead, git, gitLater, handOver } from '../../src/git/run.ts';

const folder = tmpdir();

describe('what git has answered is handed over', () => {
  it('to whoever asks the same next, and to nobody else', () => {
    handOver(folder, ['version'], Buffer.from('handed over'));
    expect(`${git(folder, ['--version']).stdout}`).toMatch(/^git version/);
    expect(`${git('/', ['version']).stdout}`).toMatch(/^git version/);
    expect(`${git(folder, ['version']).stdout}`).toBe('handed over');
    expect(`${git(folder, ['version']).stdout}`).toMatch(/^git version/);
  });
});

describe('git is asked while something else is done', () => {
  it('and answers the same', async () => {
    expect(await gitLater(folder, ['version'])).toEqual(git(folder, ['version']).stdout);
  });

  it('and where it fails, there is no answer', async () => {
    expect(await gitLater(folder, ['no-such-command'])).toBeUndefined();
    expect(await gitLater(`${folder}/no-such-folder`, ['version'])).toBeUndefined();
  });
});

describe('git is asked ahead', () => {
  it('and whoever asks the same later is told what it answered', async () => {
    const made = mkdtempSync(join(folder, 'eventlint-ahead-'));
    const question = ['version'];
    askAhead(made, question);
    askAhead(made, ['no-such-command']);
    await answersAhead();
    rmSync(made, { recursive: true });
    // There is no such folder any more in which git could be asked.
    expect(`${git(made, question).stdout}`).toMatch(/^git version/);
    expect(git(made, question).stdout).toBeUndefined();
    expect(git(folder, ['no-such-command']).stdout).toBeUndefined();
  });
});
