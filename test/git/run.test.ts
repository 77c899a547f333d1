import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { git, gitLater, handOver } from '../../src/git/run.ts';

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
