import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const ways: readonly (readonly [name: string, body: string])[] = [
  ['a loop', `for (const event of events) nv('event', event.name, event.more);`],
  ['a loop, through a pattern', `for (const { name, more } of events) nv('event', name, more);`],
  ['`forEach`', `events.forEach((event) => nv('event', event.name, event.more));`],
  ['`map`', `return Promise.all(events.map(async ({ name, more }) => nv('event', name, more)));`],
  ['a constant', `for (const event of events) { const { name } = event; nv('event', name, event.more); }`],
  [
    'what is left out of it',
    `events.filter(Boolean).forEach((event) => nv('event', event.name, event.more));`,
  ],
];

describe('a function that sends each element of a list is a tracking call', () => {
  it.each(ways)('with %s', (_, body) => {
    const code = `function sendAll(events) { ${body} }\nsendAll([{ name: 'sent', more: { n: 1 } }]);`;
    expect(sites(code)).toEqual(['a.tsx:2:1 sent { n: number } via sendAll']);
  });

  const sendAll = `function sendAll(events) { for (const event of events) nv('event', event.name, event.more); }\n`;
  it.each([
    [
      'several',
      `sendAll([{ name: 'a', more: { n: 1 } }, { name: 'b', more: { n: 2 } }]);`,
      'a|b { n: number }',
    ],
    ['a constant', `const all = [{ name: 'sent', more: {} }];\nsendAll(all);`, 'sent {}'],
    [
      'one that is made for each element of a list',
      `sendAll(members.map((m) => ({ name: 'sent', more: { id: String(m.id) } })));`,
      'sent { id: string }',
    ],
    [
      'some that are made for each element of a list',
      `sendAll(members.flatMap((m) => [{ name: 'a', more: {} }, { name: 'b', more: {} }]));`,
      'a|b {}',
    ],
    ['two lists in one', `sendAll([{ name: 'a', more: {} }].concat([{ name: 'b', more: {} }]));`, 'a|b {}'],
    [
      'the values of a map',
      `sendAll(Object.values({ x: { name: 'a', more: {} }, y: { name: 'b', more: {} } }));`,
      'a|b {}',
    ],
    [
      'those that are put into it',
      `const all = [];\nif (x) all.push({ name: 'a', more: {} });\nall.push({ name: 'b', more: {} });\nsendAll(all);`,
      'a|b {}',
    ],
    [
      'those that are put into it, behind what it begins with',
      `const all = [{ name: 'a', more: {} }];\nall.push(...[{ name: 'b', more: {} }]);\nsendAll(all);`,
      'a|b {}',
    ],
    ['a part that is not known', `sendAll([{ name: 'a', more: {} }, ...others]);`, '? { … }'],
    ['a list that is not known', `sendAll(others);`, '? { … }'],
    ['a list that others are put into', `const all = [];\nall.push(...others);\nsendAll(all);`, '? { … }'],
    [
      'another list of that name',
      `const all = [{ name: 'a', more: {} }];\nsendAll(all);\nfunction f() { const all = []; all.push({ name: 'b' }); }`,
      'a {}',
    ],
  ])('that is given %s', (_, code, expected) => {
    expect(sites(`${sendAll}${code}`).map((each) => each.replace(/^\S+ /, ''))).toEqual([
      `${expected} via sendAll`,
    ]);
  });

  it('of a wrapper, too, and across files', () => {
    const files = {
      'send.ts': `import { track } from './track';\nexport const sendAll = (events) => events.forEach((event) => track(event));`,
      'track.ts': `export function track({ name, more }) { nv('event', name, more); }`,
      'use.ts': `import { sendAll } from './send';\nsendAll([{ name: 'sent', more: { n: 1 } }]);`,
    };
    expect(sites(files)).toEqual(['use.ts:2:1 sent { n: number } via sendAll > track']);
  });
});

it('a component that is given the names in a list is a tracking call at that prop', () => {
  const code = `const Tools = ({ all }) => all.map(({ name }) => <Tool onUse={() => nv('event', name, {})} />);\nconst both = ['a', 'b'].map((name) => ({ name }));\n<Tools\n  id="x"\n  all={both}\n/>;`;
  expect(sites(code)).toEqual(['a.tsx:5:3 a|b {} via Tools']);
});

describe('a function that sends for each element of a list is none', () => {
  it.each([
    [
      'where the name is its own',
      `function sendAll(items) { for (const item of items) nv('event', 'sent', { id: item.id }); }\nsendAll([1]);`,
      ['a.tsx:1:53 sent { id: unknown }'],
    ],
    [
      'where the list is its own',
      `function sendAll(more) { ['a', 'b'].forEach((name) => nv('event', name, { more })); }\nsendAll({});`,
      ['a.tsx:1:55 a|b { more: unknown }'],
    ],
    [
      'where it only hands one thing to all of them',
      `function sendAll(clients) { clients.forEach((client) => nv('event', 'sent', client.more)); }\nsendAll([]);`,
      ['a.tsx:1:57 sent { … }'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});

describe('what may be left out of a list is one of its elements, where it is there', () => {
  const sendAll = `function sendAll(events) { for (const event of events) nv('event', event.name, {}); }\n`;
  it.each([
    ['on a condition', `sendAll([isOn ? { name: 'a' } : null, { name: 'b' }].filter(Boolean));`, 'a|b {}'],
    ['where a condition holds', `sendAll([isOn && { name: 'a' }, { name: 'b' }].filter(Boolean));`, 'a|b {}'],
    [
      'of a list that a hook keeps',
      `const all = useMemo(() => [isOn ? { name: 'a' } : undefined, { name: 'b' }].filter(Boolean), []);\nsendAll(all);`,
      'a|b {}',
    ],
    ['one of several', `sendAll([isOn ? { name: 'a' } : { name: 'b' }]);`, 'a|b {}'],
    ['one that is not known', `sendAll([isOn ? given : { name: 'b' }].filter(Boolean));`, 'b|? {}'],
  ])('%s', (_, code, expected) => {
    expect(sites(`${sendAll}${code}`).map((each) => each.replace(/^\S+ /, ''))).toEqual([
      `${expected} via sendAll`,
    ]);
  });
});

describe('a component that each element of a list is spread over is given the names of all', () => {
  const row = `type Name = 'a' | 'b' | 'c';\nconst Row = ({ name }: { name: Name }) => <b onClick={() => nv('event', name, {})} />;\n`;
  it.each([
    ['of a constant', `[{ name: 'a' }, { name: 'b' }]`, 'a|b {}'],
    [
      'that a hook keeps',
      `useMemo(() => [{ name: 'a' }, isOn ? { name: 'b' } : null].filter(Boolean), [])`,
      'a|b {}',
    ],
    ['of which some lack it', `[{ name: 'a' }, { other: 1 }]`, 'a {}'],
    ['of its type, where one is not known', `[{ name: 'a' }, given]`, 'a|b|c {}'],
  ])('%s', (_, list, expected) => {
    const code = `${row}const All = () => { const rows = ${list}; return rows.map((row) => <Row key={1} {...row} />); };`;
    expect(sites(code).map((each) => each.replace(/^\S+ /, ''))).toEqual([`${expected} via Row`]);
  });
});
