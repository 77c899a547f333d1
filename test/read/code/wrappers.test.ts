import { describe, expect, it } from 'vitest';
import { placeText, read, placedSites as sites } from './sites.ts';

const found = (name = 'track') => [
  expect.stringMatching(new RegExp(`^a\\.tsx:\\d+:\\d+ order_placed \\{ total: number \\} via ${name}$`)),
];
const call = `track('order_placed', { total: 1 });`;

describe('a function that forwards its parameters is a tracking call', () => {
  it.each([
    ['a function', `function track(name, attributes) { nv('event', name, attributes); }\n${call}`],
    ['an arrow function', `const track = (name, attributes) => nv('event', name, attributes);\n${call}`],
    [
      'a function expression',
      `const track = function (name, attributes) { nv('event', name, attributes); };\n${call}`,
    ],
    [
      'called before it is declared',
      `${call}\nfunction track(name, attributes) { nv('event', name, attributes); }`,
    ],
    [
      'with the first of a rest parameter',
      `function track(name, ...rest) { nv('event', name, rest[0]); }\n${call}`,
    ],
    ['with a rest parameter', `function track(...all) { nv('event', ...all); }\n${call}`],
    [
      'with its arguments in another order',
      `function track(attributes, name) { nv('event', name, attributes); }\ntrack({ total: 1 }, 'order_placed');`,
    ],
    [
      'with one object',
      `function track(event) { nv('event', event.name, event.with); }\ntrack({ name: 'order_placed', with: { total: 1 } });`,
    ],
    [
      'with one destructured object',
      `function track({ name, ...rest }) { nv('event', name, rest); }\ntrack({ name: 'order_placed', total: 1 });`,
    ],
    [
      'with a local variable',
      `function track(name, attributes) { const event = name; const all = { ...attributes }; nv('event', event, all); }\n${call}`,
    ],
    [
      'with a default',
      `function track(name, attributes = { total: 1 }) { nv('event', name, attributes); }\ntrack('order_placed');`,
    ],
    [
      'with a pattern of defaults, which itself has one',
      `const track = ({ name = 'order_placed', with: { total = 1 } = {} } = {}) => nv('event', name, { total });\ntrack();`,
    ],
    [
      'through an alias',
      `const track = (name, a) => nv('event', name, a);\nconst t = track;\nt('order_placed', { total: 1 });`,
    ],
    ['async', `const track = async (name, a) => { await ready(); nv('event', name, a); };\n${call}`],
    ['under a condition', `const track = (name, a) => { if (enabled) { nv('event', name, a); } };\n${call}`],
    ['in a callback', `function track(name, a) { queue.push(() => nv('event', name, a)); }\n${call}`],
    [
      'with useCallback',
      `function App() { const track = useCallback((name, a) => nv('event', name, a), []); track('order_placed', { total: 1 }); }`,
    ],
    ['debounced', `const track = debounce((name, a) => nv('event', name, a), 100);\n${call}`],
    [
      'in an object',
      `const analytics = { track(name, a) { nv('event', name, a); } };\nanalytics.track('order_placed', { total: 1 });`,
    ],
    [
      'in an object, as an arrow',
      `const analytics = { track: (name, a) => nv('event', name, a) };\nanalytics.track('order_placed', { total: 1 });`,
    ],
    [
      'in an object, destructured',
      `const analytics = { track: (name, a) => nv('event', name, a) };\nconst { track } = analytics;\n${call}`,
    ],
    [
      'in a nested object',
      `const app = { analytics: { track: (name, a) => nv('event', name, a) } };\napp.analytics.track('order_placed', { total: 1 });`,
    ],
    [
      'as a method',
      `class A { track(name, a) { nv('event', name, a); } }\nconst x = new A();\nx.track('order_placed', { total: 1 });`,
    ],
    [
      'as a static method',
      `class A { static track(name, a) { nv('event', name, a); } }\nA.track('order_placed', { total: 1 });`,
    ],
    [
      'as a class field',
      `class A { track = (name, a) => nv('event', name, a); }\nnew A().track('order_placed', { total: 1 });`,
    ],
    [
      'as an inherited method',
      `class A { track(name, a) { nv('event', name, a); } }\nclass B extends A {}\nnew B().track('order_placed', { total: 1 });`,
    ],
    [
      'as a method called by its own class',
      `class A { track(name, a) { nv('event', name, a); }\n pay() { this.track('order_placed', { total: 1 }); } }`,
    ],
    [
      'as a method of an injected object',
      `class A { track(name, a) { nv('event', name, a); } }\nclass B { constructor(private a: A) {}\n pay() { this.a.track('order_placed', { total: 1 }); } }`,
    ],
    [
      'as a method of a typed parameter',
      `class A { track(name, a) { nv('event', name, a); } }\nconst pay = (x: A) => x.track('order_placed', { total: 1 });`,
    ],
    [
      'from a hook',
      `const useTrack = () => (name, a) => nv('event', name, a);\nfunction App() { const track = useTrack(); ${call} }`,
      '\\w+',
    ],
    [
      'from a hook’s object',
      `function useAnalytics() { const track = (name, a) => nv('event', name, a); return { track, other }; }\nfunction App() { const { track: t } = useAnalytics(); t('order_placed', { total: 1 }); }`,
    ],
    [
      'from a hook with useCallback',
      `function useTrack() { return useCallback((name, a) => nv('event', name, a), []); }\nfunction App() { const send = useTrack(); send('order_placed', { total: 1 }); }`,
      '\\w+',
    ],
    [
      'from a hook that is called in place',
      `function useAnalytics() { return { track(name, a) { nv('event', name, a); } }; }\nfunction App() { useAnalytics()?.track('order_placed', { total: 1 }); }`,
    ],
    [
      'from a factory',
      `const make = (prefix) => ({ track: (name, a) => nv('event', prefix + name, a) });\nconst shop = make('order_');\nshop.track('placed', { total: 1 });`,
    ],
    [
      'from useMemo',
      `function useA() { return useMemo(() => ({ track: (name, a) => nv('event', name, a) }), []); }\nfunction App() { const a = useA(); a.track('order_placed', { total: 1 }); }`,
    ],
  ])('%s', (_, code, name = 'track') => {
    expect(sites(code)).toEqual(found(name));
  });

  it('through wrappers of wrappers, with the chain of them', () => {
    const code = `const send = (name, a) => nv('event', name, a);
const track = (name, a) => send(name, { ...a, source: 'web' });
const trackOrder = (verb, total) => track(\`order_\${verb}\`, { total });
trackOrder('placed', 5);`;
    expect(sites(code)).toEqual([
      'a.tsx:4:1 order_placed { total: number, source: string } via trackOrder > track > send',
    ]);
  });

  it('across files, also through a barrel and a default export', () => {
    const files = {
      'lib/send.ts': `export default function send(name, attributes) { nv('event', name, attributes); }`,
      'lib/index.ts': `export { default as send } from './send';\nexport * from './track';`,
      'lib/track.ts': `import sendIt from './send';\nexport const track = (name, attributes) => sendIt(name, attributes);`,
      'a.ts': `import { track } from './lib';\ntrack('order_placed', { total: 1 });`,
      'b.ts': `import * as lib from './lib';\nlib.send('order_left', {});`,
      'c.ts': `import anything from './lib/send';\nanything('order_opened');`,
    };
    expect(sites(files)).toEqual([
      'a.ts:2:1 order_placed { total: number } via track > send',
      'b.ts:2:1 order_left {} via send',
      'c.ts:2:1 order_opened {} via send',
    ]);
  });

  it('each of its callers, with what is different about each', () => {
    const code = `function track(ok: boolean, a: object) { nv('event', ok ? 'order_placed' : 'order_failed', a); }
const go = (name: 'a' | 'b') => trackNamed(name);
const trackNamed = (name: string) => nv('event', \`x_\${name}\`, { name });
go('a');
trackNamed('b');
trackNamed(unknownName);`;
    expect(sites(code)).toEqual([
      'a.tsx:1:42 order_placed|order_failed { … }',
      'a.tsx:4:1 x_a { name: string } via go > trackNamed',
      'a.tsx:5:1 x_b { name: string } via trackNamed',
      'a.tsx:6:1 ? { name: string } via trackNamed',
    ]);
  });

  it('points at what its caller wrote', () => {
    const [use] = read({
      'a.ts': `const track = (name, a) => nv('event', \`order_\${name}\`, { total: a, web: 1 });\ntrack('placed', 5);`,
    }).uses;
    const at = (target: Parameters<typeof placeText>[1]) => use && placeText(use, target);
    expect(at({ part: 'event' })).toBe(`a.ts:2:7 'placed'`);
    expect(at({ part: 'value', name: 'total' })).toBe('a.ts:2:17 5');
    expect(at({ part: 'attribute', name: 'total' })).toBe('a.ts:1:59 total');
    expect(at({ part: 'value', name: 'web' })).toBe('a.ts:1:74 1');
    expect(at({ part: 'attributes' })).toBe('a.ts:2:17 5');
  });
});

describe('a component that forwards its props is a tracking call', () => {
  it.each([
    [
      'destructured props',
      `const Track = ({ event, attributes }) => { useEffect(() => nv('event', event, attributes)); return null; };\nconst x = <Track event="order_placed" attributes={{ total: 1 }} />;`,
    ],
    [
      'props as an object',
      `function Track(props) { return <b onClick={() => nv('event', props.event, props.with)} />; }\nconst x = <Track event={'order_placed'} with={{ total: 1 }}>text</Track>;`,
    ],
    [
      'rest props',
      `function Track({ event, children, ...rest }) { nv('event', event, rest); }\nconst x = <Track event="order_placed" total={1} />;`,
    ],
    [
      'spread props',
      `function Inner({ event, a }) { nv('event', event, a); }\nfunction Track(props) { return <Inner {...props} />; }\nconst x = <Track event="order_placed" a={{ total: 1 }} />;`,
      'Track > Inner',
    ],
    [
      'memo',
      `const Track = memo(({ event, a }) => { nv('event', event, a); });\nconst x = <Track event="order_placed" a={{ total: 1 }} />;`,
    ],
    [
      'made over by a package',
      `import { withRouter } from 'router'; const Track = ({ event, a }) => { nv('event', event, a); };\nconst Made = withRouter(Track); const x = <Made event="order_placed" a={{ total: 1 }} />;`,
      'Track',
    ],
    [
      'made over once more is given',
      `import { connect } from 'redux'; const Track = ({ event, a }) => { nv('event', event, a); };\nconst Made = connect((state) => state)(Track); const x = <Made event="order_placed" a={{ total: 1 }} />;`,
      'Track',
    ],
    [
      'made over twice',
      `import { connect, withRouter } from 'both'; const Track = ({ event, a }) => { nv('event', event, a); };\nconst Made = connect(null)(withRouter(Track)); const x = <Made event="order_placed" a={{ total: 1 }} />;`,
      'Track',
    ],
    [
      'a member',
      `const Ui = { Track: ({ event, a }) => { nv('event', event, a); } };\nconst x = <Ui.Track event="order_placed" a={{ total: 1 }} />;`,
    ],
  ])('%s', (_, code, name = 'Track') => {
    expect(sites(code)).toEqual(found(name));
  });

  it('at the prop that names the event', () => {
    const code = `const Track = ({ event }) => nv('event', event);\nconst x = <Track id="a" event="order_placed" />;`;
    expect(sites(code)).toEqual(['a.tsx:2:25 order_placed {} via Track']);
  });
});

describe('what is no wrapper is not followed', () => {
  it.each([
    [
      'another function of that name',
      `function track(name) { nv('event', name); }\nfunction f() { const track = (x) => log(x); track('order_placed'); }`,
      ['a.tsx:1:24 ? {}'],
    ],
    [
      'a parameter of that name',
      `function track(name) { nv('event', name); }\nconst f = (track) => track('order_placed');`,
      ['a.tsx:1:24 ? {}'],
    ],
    [
      'a method of another object',
      `const a = { track(name) { nv('event', name); } };\nother.track('order_placed');`,
      ['a.tsx:1:27 ? {}'],
    ],
    [
      'another method of the object',
      `const a = { track(name) { nv('event', name); }, log(name) {} };\na.log('order_placed');`,
      ['a.tsx:1:27 ? {}'],
    ],
    [
      'a function that only names its own event',
      `function track(total) { nv('event', 'order_placed', { total }); }\ntrack(5);`,
      ['a.tsx:1:25 order_placed { total: unknown }'],
    ],
    [
      'an import of a package',
      `import { track } from 'other';\nexport const mine = (name) => nv('event', name);\ntrack('order_placed');`,
      ['a.tsx:2:31 ? {}'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});

describe('an event that is an element of a list', () => {
  const calls = [{ callee: 'send', event: '0.0', attributes: '0.1' }];
  const hook = `type Sent = [name: string, attributes: Record<string, unknown>] | [name: string];
export function useAnalytics({ onLoad }: { onLoad?: Sent } = {}) {
  if (onLoad) send(onLoad);
  return { log: (event: Sent) => { send(event); } };
}
`;
  it.each([
    ['a hook’s function', `useAnalytics().log(['sent', { n: 1 }]);`, ['sent { n: number } via log']],
    ['without attributes', `useAnalytics().log(['sent']);`, ['sent {} via log']],
    [
      'an option',
      `useAnalytics({ onLoad: ['loaded', { n: 1 }] });`,
      ['loaded { n: number } via useAnalytics'],
    ],
    [
      'a constant',
      `const sent = ['sent', { n: 1 }];\nuseAnalytics().log(sent);`,
      ['sent { n: number } via log'],
    ],
    ['a list that others are put into', `useAnalytics().log(['sent', ...more]);`, ['? { … } via log']],
    ['a list that is not known', `useAnalytics().log(other);`, ['? { … } via log']],
  ])('%s', (_, code, expected) => {
    const found = sites(`${hook}${code}`, { calls }).map((each) => each.replace(/^\S+ /, ''));
    expect(found.filter((each) => !each.startsWith('?') || each.includes(' via '))).toEqual(expected);
  });

  it('is none where a list has nothing there, or is a text', () => {
    expect(sites(`send([]);\nsend('sent');\nsend(['sent']);`, { calls })).toEqual([
      'a.tsx:1:1  {}',
      'a.tsx:2:1  {}',
      'a.tsx:3:1 sent {}',
    ]);
  });
});

describe('what a package makes of an object', () => {
  const calls = [{ callee: 'send', event: '0.type', attributes: '0.payload' }];
  const events = `import { unionize } from 'unionize';\nconst Events = unionize({});\n`;
  it.each([
    [
      'is not known, whoever calls',
      `function fail(error) { send(Events.Failed({ error })); }\nfail('a');\nfail('b');`,
      ['a.tsx:3:24 ? { … }'],
    ],
    [
      'may be its argument’s name',
      `function log(name) { send(Events.named(name)); }\nlog('a');`,
      ['a.tsx:4:1 ? { … } via log'],
    ],
    [
      'is known where a function of the project makes it',
      `const made = ({ name }) => ({ type: name, payload: { n: 1 } });\nfunction log(name) { send(made({ name })); }\nlog('a');`,
      ['a.tsx:5:1 a { n: number } via log'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${events}${code}`, { calls })).toEqual(expected);
  });
});

describe('a function that hands on an object of its own', () => {
  const track = `function track(event) { nv('event', event.name, event.more); }\n`;
  it.each([
    [
      'is no wrapper where the name is its own, whatever else it was given',
      `function fail(error) { track({ name: 'failed', more: { text: error.text } }); }\nfail('a');`,
      ['a.tsx:2:24 failed { text: unknown } via track'],
    ],
    [
      'also where the object has a name in the function',
      `function fail(error) { const event = { name: 'failed', more: { error } }; track(event); }\nfail('a');`,
      ['a.tsx:2:75 failed { error: unknown } via track'],
    ],
    [
      'also where the name is taken out of the object',
      `function send(event) { const { name, more } = event; nv('event', name, more); }\nfunction fail(n) { send({ name: 'failed', more: { n } }); }\nfail(1);`,
      ['a.tsx:3:20 failed { n: unknown } via send'],
    ],
    [
      'also where the object has no name, and another stands in for it',
      `function send(event) { nv('event', event.name ?? 'failed', event.more); }\nfunction fail(n) { send({ more: { n } }); }\nfail(1);`,
      ['a.tsx:3:20 failed { n: unknown } via send'],
    ],
    [
      'is one where the name was given',
      `function send(name, n) { track({ name, more: { n } }); }\nsend('sent', 1);`,
      ['a.tsx:3:1 sent { n: number } via send > track'],
    ],
    [
      'is one where the object that was given is spread over it',
      `function send(event) { track({ more: {}, ...event }); }\nsend({ name: 'sent' });`,
      ['a.tsx:3:1 sent {} via send > track'],
    ],
    [
      'is one where the name was given in an object',
      `function send({ name }) { track({ name, more: {} }); }\nsend({ name: 'sent' });`,
      ['a.tsx:3:1 sent {} via send > track'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${track}${code}`).filter((each) => !each.includes(' ? '))).toEqual(expected);
  });
});

it('an object in place of a name makes no wrapper of the function around it', () => {
  const code = `function say(text) { nv('event', { text }); }\nsay('a');\nfunction said(text) { const it = { text }; nv('event', it); }\nsaid('b');`;
  expect(sites(code)).toEqual(['a.tsx:1:22 ? {}', 'a.tsx:3:44 ? {}']);
});

it('a rest parameter that nothing is given for has no elements', () => {
  const code = `function track(name, ...rest) { nv('event', name, rest[0]); }\ntrack('a');\ntrack(...all);`;
  expect(sites(code)).toEqual(['a.tsx:2:1 a {} via track', 'a.tsx:3:1 ? { … } via track']);
});

it('a call that is sent through on two ways is one call site', () => {
  const code = `const a = (name) => nv('event', name, {});\nconst b = (name) => { if (x) a(name); else a(name); };\nb('sent');`;
  expect(sites(code)).toEqual(['a.tsx:3:1 sent {} via b > a']);
});

describe('a wrapper’s own call', () => {
  it('is a call site of its own only where nobody calls the wrapper', () => {
    const track = `export function track(name) { nv('event', name); }`;
    expect(sites({ 'track.ts': track })).toEqual(['track.ts:1:31 ? {}']);
    expect(sites({ 'track.ts': track, 'a.ts': `import { track } from './track';\ntrack('a');` })).toEqual([
      'a.ts:2:1 a {} via track',
    ]);
  });

  it('in a function that calls itself, or one that calls back, ends', () => {
    expect(
      sites(`function track(name, n) { nv('event', name); if (n) track(name, n - 1); }\ntrack('a', 5);`),
    ).toEqual(['a.tsx:2:1 a {} via track']);
    expect(sites(`function a(n) { nv('event', n); b(n); }\nfunction b(n) { a(n); }\na('x');`)).toContain(
      'a.tsx:3:1 x {} via a',
    );
  });
});

it('a file that is asked about sees the wrappers of the others', () => {
  const files = {
    'track.ts': `export const track = (name) => nv('event', name);`,
    'a.ts': `import { track } from './track';\ntrack('a');`,
    'b.ts': `import { track } from './track';\ntrack('b');`,
  };
  expect(sites(files, { asked: ['b.ts'] })).toEqual(['b.ts:2:1 b {} via track']);
});
