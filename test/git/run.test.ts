import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answersAhead, askAhead, git, gitLater, handOver, needBoth } from '../../src/git/run.ts';

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

describe('git is asked two things at once', () => {
  const said = (...answers: readonly Buffer[]) => answers.map((answer) => answer.toString().trim());

  it('and answers both, whatever stands in the questions', () => {
    const text = `it's "$HOME" \`date\` \\`;
    const config = (value: string) => ['-c', `a.b=${value}`, 'config', '--get', 'a.b'];
    expect(said(...needBoth(folder, config(text), config('2')))).toEqual([text, '2']);
    expect(said(...needBoth(folder, config('1'), ['version']))[1]).toMatch(/^git version/);
  });

  it.each([
    ['first', ['no-such-command'], ['version']],
    ['second', ['version'], ['no-such-command']],
  ])('and where the %s fails, says why', (_, one, other) => {
    expect(() => needBoth(folder, one, other)).toThrow(/git cannot say what has changed: .*no-such-command/);
  });

  it('and where there is no such folder, says so', () => {
    expect(() => needBoth(`${folder}/no-such-folder`, ['version'], ['version'])).toThrow(/git cannot say/);
  });
});
