import { describe, expect, it } from 'vitest';
import { read, sites } from './sites.ts';

const names = `export const EVENTS: Record<string, string> = { a: 'x' };\nexport const base = { page: '' };`;
const page = `import { EVENTS, base } from './names';
nv('event', EVENTS[key], {});
for (const name of Object.values(EVENTS)) nv('event', name, { all: 1 });
nv('event', EVENTS.a, { one: 1 });
nv('event', 'e', base);`;
const whole = ['x {}', 'x { all: number }', 'x { one: number }', 'e { page: string }'];
const added = ['? {}', '? { all: number }', 'x { one: number }', 'e { page: string }'];

/** What is said of the page, where another module that sends does something. */
const withOther = (other: string) =>
  sites({ 'names.ts': names, 'page.ts': page, 'other.ts': `${other}\nnv('event', 'o', {});` }).filter(
    (each) => each !== 'o {}',
  );

describe('a map of names to which another module adds', () => {
  it.each([
    ['may have more', `import { EVENTS } from './names'; EVENTS.b = 'y';`],
    ['may have more under a key', `import { EVENTS } from './names'; EVENTS[b] = 'y';`],
    [
      'may have more by `Object.assign`',
      `import { EVENTS } from './names'; Object.assign(EVENTS, { b: 'y' });`,
    ],
    ['may have more under another name', `import { EVENTS as names } from './names'; names.b = 'y';`],
    ['may have more of a namespace', `import * as names from './names'; names.EVENTS.b = 'y';`],
  ])('%s', (_, other) => {
    const found = withOther(other);
    expect(found.filter((each) => !each.includes('one'))).toEqual(
      added.filter((each) => !each.includes('one')),
    );
  });

  it.each([
    [
      'has no more where it is only read',
      `import { EVENTS } from './names'; log(EVENTS.b, Object.assign({}, EVENTS));`,
    ],
    ['has no more where another one is added to', `import { EVENTS } from './others'; EVENTS.b = 'y';`],
    ['has no more where a part of it is set', `import { base } from './names'; base.page.size = 1;`],
    ['has no more where one of that name is declared', `const EVENTS = {}; EVENTS.b = 'y';`],
  ])('%s', (_, other) => expect(withOther(other)).toEqual(whole));

  it('may have another value where that is set', () => {
    const found = withOther(`import { EVENTS } from './names'; EVENTS.a = 'z';`);
    expect(found).toContain('x|? { one: number }');
  });

  it('is asked for and said to be added to, so that a part of a project is read with it', () => {
    const other = `import { EVENTS } from './names'; EVENTS.b = 'y';\nnv('event', 'o', {});`;
    const { teaching } = read({ 'names.ts': names, 'page.ts': page, 'other.ts': other });
    expect(teaching?.contexts).toContain('added EVENTS');
    expect(teaching?.providers.get('other.ts')).toEqual(new Set(['added EVENTS']));
  });
});

describe('an object to which another module adds', () => {
  it.each([
    ['is open', `import { base } from './names'; base.total = 1;`],
    ['is open under a key', `import { base } from './names'; base[key] = 1;`],
  ])('%s', (_, other) => expect(withOther(other)).toContain('e { page: string, … }'));
});

describe('a map of names to which its module adds', () => {
  it.each([
    ['may have more', `EVENTS.b = 'y';`, '? {}'],
    ['may have more by `Object.assign`', `Object.assign(EVENTS, { b: 'y' });`, '? {}'],
    ['may have more where a function is given it', `extend(EVENTS);`, '? {}'],
    ['has no more where it is only logged', `console.log(EVENTS);`, 'x {}'],
    ['has no more where one of its names is set', `EVENTS.a = 'y';`, 'x|y {}'],
  ])('%s', (_, done, expected) => {
    expect(sites(`const EVENTS = { a: 'x' };\nif (u) ${done}\nnv('event', EVENTS[key], {});`)).toEqual([
      expected,
    ]);
  });
});
