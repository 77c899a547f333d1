import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const modules = {
  'track.ts': `export const track = (name, attributes) => nv('event', name, attributes);\nexport default track;`,
  'Chart.tsx': `export default function Chart({ onTrack }) { onTrack('chart', {}); }\nexport const Pie = ({ onTrack }) => { onTrack('pie', {}); };`,
  'Shown.tsx': `export default function Shown({ event }) { nv('event', event, {}); }`,
};
/** The call sites of a file, and those that it brings about in others. */
const found = (code: string) =>
  sites({ ...modules, 'a.tsx': code }).filter((site) => !/^(track|Shown)\.tsx?:\d+:\d+ \?/.test(site));

const rendered = (how: string) =>
  found(`import { track } from './track';\nconst Later = ${how};\nconst x = <Later onTrack={track} />;`);

describe('a component that is loaded when it is rendered is handed what sends', () => {
  it.each([
    ['lazy', `lazy(() => import('./Chart'))`, 'chart'],
    ['React.lazy', `React.lazy(() => import('./Chart'))`, 'chart'],
    ['a function that awaits it', `lazy(async () => await import('./Chart'))`, 'chart'],
    ['a function with a body', `lazy(() => { return import('./Chart'); })`, 'chart'],
    ['a function of one’s own', `lazyWithRetry(() => import('./Chart'), 3)`, 'chart'],
    ['dynamic', `dynamic(() => import('./Chart'), { ssr: false })`, 'chart'],
    ['loadable', `loadable(() => import('./Chart'))`, 'chart'],
    ['another export', `lazy(() => import('./Chart').then((m) => ({ default: m.Pie })))`, 'pie'],
    [
      'another export by a pattern',
      `lazy(() => import('./Chart').then(({ Pie }) => ({ default: Pie })))`,
      'pie',
    ],
    ['another under a new name', `dynamic(() => import('./Chart').then(({ Pie: P }) => P))`, 'pie'],
    ['another export alone', `dynamic(() => import('./Chart').then((m) => m.Pie))`, 'pie'],
    ['the default export', `dynamic(() => import('./Chart').then((m) => m.default))`, 'chart'],
  ])('%s', (_, how, name) => {
    expect(rendered(how)).toEqual([
      expect.stringMatching(new RegExp(`^Chart\\.tsx:\\d:\\d+ ${name} \\{\\}`)),
    ]);
  });

  it('or is the call site where it sends what it is given', () => {
    expect(found(`const Later = lazy(() => import('./Shown'));\nconst x = <Later event="seen" />;`)).toEqual([
      'a.tsx:2:18 seen {} via Shown',
    ]);
  });

  it.each([
    ['what any other function makes', `load(() => import('./Chart'))`],
    ['what may be one of two', `lazy(() => { if (a) return import('./Chart'); return import('./Other'); })`],
    ['what is not written there', `lazy(loadChart)`],
    ['an export that is not told', `lazy(() => import('./Chart').then((m) => ({ default: m[kind] })))`],
    ['a module of no known name', `lazy(() => import(path))`],
  ])('but not %s', (_, how) => {
    expect(rendered(how)).toEqual([]);
  });
});

const keeping = (state: string, set: string) =>
  found(
    `import { useState } from 'react';\nimport { track } from './track';\nfunction A() {\n${state}\nuseEffect(() => { ${set} }, []);\nreturn Later && <Later onTrack={track} />; }`,
  );
const useLater = `const [Later, setLater] = useState(null);`;

describe('a component that a state keeps once it is loaded is handed what sends', () => {
  it.each([
    ['by `then`', useLater, `import('./Chart').then((m) => setLater(() => m.default));`, 'chart'],
    ['as another export', useLater, `import('./Chart').then(({ Pie }) => { setLater(() => Pie); });`, 'pie'],
    [
      'once it is awaited',
      useLater,
      `(async () => { const { Pie: P } = await import('./Chart'); setLater(() => P); })();`,
      'pie',
    ],
    ['as it is', useLater, `import('./Chart').then((m) => setLater(m.Pie));`, 'pie'],
    [
      'and given up',
      `const [Later, setLater] = React.useState();`,
      `if (on) import('./Chart').then((m) => setLater(() => m.Pie)); else setLater(undefined);`,
      'pie',
    ],
  ])('%s', (_, state, set, name) => {
    expect(keeping(state, set)).toEqual([
      expect.stringMatching(new RegExp(`^Chart\\.tsx:\\d:\\d+ ${name} \\{\\}`)),
    ]);
  });

  it.each([
    [
      'one of two',
      useLater,
      `import('./Chart').then((m) => setLater(() => (on ? m.Pie : m.default))); setLater(() => Other);`,
    ],
    ['what another state keeps', useLater, `import('./Chart').then((m) => setOther(() => m.Pie));`],
    [
      'what no state keeps',
      `const [Later, setLater] = useList();`,
      `import('./Chart').then((m) => setLater(() => m.Pie));`,
    ],
    ['an export that is not told', useLater, `import('./Chart').then((m) => setLater(() => m[kind]));`],
  ])('but not %s', (_, state, set) => {
    expect(keeping(state, set)).toEqual([]);
  });
});

describe('a function of a module that is loaded when it is needed is called', () => {
  const sent = `('sent', { n: 1 })`;

  it.each([
    ['off what is awaited', `async () => { (await import('./track')).track${sent}; }`],
    ['off its name', `async () => { const m = await import('./track'); m.track${sent}; }`],
    ['by a pattern', `async () => { const { track } = await import('./track'); track${sent}; }`],
    ['as the default export', `async () => { (await import('./track')).default${sent}; }`],
    [
      'as the default export off its name',
      `async () => { const m = await import('./track'); m.default${sent}; }`,
    ],
    ['where it is handed over', `() => import('./track').then((m) => m.track${sent})`],
    ['in a function with a body', `() => { import('./track').then(function (m) { m.track${sent}; }); }`],
    ['where a pattern takes it', `() => import('./track').then(({ track: t }) => t${sent})`],
    ['where a pattern takes the default', `() => import('./track').then(({ default: send }) => send${sent})`],
    ['where the default is handed over', `() => import('./track').then((m) => m.default${sent})`],
  ])('%s', (_, code) => {
    expect(found(`export const run = ${code};`)).toEqual([
      expect.stringMatching(/^a\.tsx:1:\d+ sent \{ n: number \} via track$/),
    ]);
  });

  it('also of a package', () => {
    const calls = [{ module: 'analytics', callee: 'default.capture', event: '0', attributes: '1' }];
    const read = (code: string) => sites(code, { calls });
    expect(read(`import('analytics').then(({ default: a }) => a.capture('sent', {}));`)).toHaveLength(1);
    expect(read(`import('analytics').then((m) => m.default.capture('sent', {}));`)).toHaveLength(1);
    expect(read(`import('others').then((m) => m.default.capture('sent', {}));`)).toEqual([]);
  });

  it.each([
    ['what failed', `() => import('./track').then(null, (m) => m.track${sent})`],
    ['the second parameter', `() => import('./track').then((_, m) => m.track${sent})`],
    ['what something else is then', `() => load('./track').then((m) => m.track${sent})`],
    ['what it is told at last', `() => import('./track').finally((m) => m.track${sent})`],
  ])('but not off %s', (_, code) => {
    expect(found(`export const run = ${code};`)).toEqual([]);
  });

  it.each([
    ['taken by a pattern', `import('./client').then(({ client }) => client.track${sent})`],
    ['off the module', `import('./client').then((m) => m.client.track${sent})`],
    ['as the default export', `import('./client').then(({ default: c }) => c.track${sent})`],
    [
      'in a wrapper',
      `const send = (name, more) => import('./client').then(({ client }) => client.track(name, more));\nsend${sent}`,
    ],
  ])('a method of what it exports, %s', (_, code) => {
    // A function of the module that goes by the method's name is another.
    const client = `class Client { track(name, more) { nv('event', name, more); } }
export const client = new Client();\nexport default client;\nexport const track = (name) => nv('event', \`\${name} by itself\`, {});`;
    const all = sites({ 'client.ts': client, 'a.ts': `${code};` }).filter((site) => site.startsWith('a.ts'));
    expect(all).toEqual([expect.stringContaining(' sent { n: number } via ')]);
  });
});
