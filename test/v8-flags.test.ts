import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { defaults } from '../src/v8-flags.ts';

/** As V8 tells of itself: a flag on a line, its default on the next. */
const options = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' }).stdout;

test.each(Object.entries(defaults))(
  'V8 has the flag %s, and takes %i where nothing is said',
  (flag, value) => {
    expect(options).toMatch(new RegExp(`^ +--${flag} .*\\n.*default: (--${flag}=)?${value}$`, 'm'));
  },
);
