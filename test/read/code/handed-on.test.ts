import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const track = `const track = (name, attributes) => nv('event', name, attributes);`;

describe('a function that sends is found where it is handed to', () => {
  it.each([
    [
      'a prop, taken out of the props',
      `${track}\nfunction Button({ onTrack }) {\n  onTrack('order_placed', { total: 1 });\n}\n<Button onTrack={track} />;`,
      'a.tsx:3:3 order_placed { total: number } via track',
    ],
    [
      'a prop, under another name',
      `${track}\nfunction Button({ onTrack: send }) {\n  send('order_placed', { total: 1 });\n}\n<Button onTrack={track} />;`,
      'a.tsx:3:3 order_placed { total: number } via track',
    ],
    [
      'a prop of the props object',
      `${track}\nconst Button = (props) => {\n  props.onTrack('order_placed', { total: 1 });\n};\n<Button onTrack={track} />;`,
      'a.tsx:3:3 order_placed { total: number } via track',
    ],
    [
      'a parameter',
      `${track}\nfunction checkout(send) {\n  send('order_placed', { total: 1 });\n}\ncheckout(track);`,
      'a.tsx:3:3 order_placed { total: number } via track',
    ],
    [
      'a property of an options object',
      `${track}\nfunction useSave({ onSave }) {\n  onSave('order_placed', { total: 1 });\n}\nuseSave({ onSave: track });`,
      'a.tsx:3:3 order_placed { total: number } via track',
    ],
    [
      'as a callback that is written there',
      `function useSave({ onSave }) {\n  onSave({ name: 'order_placed' });\n}\nuseSave({ onSave: ({ name }) => nv('event', name, {}) });`,
      'a.tsx:2:3 order_placed {} via onSave',
    ],
    [
      'a mutation',
      `${track}\nconst { mutate } = useMutation({ mutationFn: track });\nmutate('order_placed', { total: 1 });`,
      'a.tsx:3:1 order_placed { total: number } via track',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toContain(expected);
  });

  it('the SDK itself', () => {
    const code = `function checkout(send) {\n  send('event', 'order_placed', { total: 1 });\n}\ncheckout(nv);`;
    expect(sites(code)).toEqual(['a.tsx:2:3 order_placed { total: number }']);
  });

  it('across files', () => {
    const files = {
      'track.ts': `export ${track}`,
      'button.tsx': `export const Button = ({ onTrack }) => {\n  onTrack('order_placed', {});\n  return null;\n};`,
      'page.tsx': `import { track } from './track';\nimport { Button } from './button';\nexport const Page = () => <Button onTrack={track} />;`,
    };
    expect(sites(files)).toEqual(['button.tsx:2:3 order_placed {} via track']);
  });

  it.each([
    [
      'a function that sends nothing',
      `function Button({ onTrack }) { onTrack('order_placed'); }\n<Button onTrack={console.log} />;`,
    ],
    [
      'a prop of another name',
      `${track}\nfunction Button({ onClick }) { onClick('order_placed'); }\n<Button onTrack={track} />;`,
    ],
    [
      'another parameter',
      `${track}\nfunction checkout(log, send) { log('order_placed'); }\ncheckout(console.log, track);`,
    ],
    ['nobody of the project', `${track}\nregister(track);\nfunction other(send) { send('order_placed'); }`],
  ])('but not what is handed %s', (_, code) => {
    expect(sites(code).filter((site) => site.includes('order_placed'))).toEqual([]);
  });
});

describe('the SDK itself is found in what holds it', () => {
  it.each([
    ['an object', `const tracker = { send: nv };\ntracker.send('event', 'order_placed', {});`],
    [
      'an object in an object',
      `const api = { events: { send: nv } };\napi.events.send('event', 'order_placed', {});`,
    ],
    [
      'a hook’s result',
      `const useTracker = () => ({ send: nv });\nuseTracker().send('event', 'order_placed', {});`,
    ],
    [
      'a hook’s result, destructured',
      `const useTracker = () => ({ send: nv });\nconst { send: fire } = useTracker();\nfire('event', 'order_placed', {});`,
    ],
    ['a field of a class', `class Tracker { send = nv; }\nnew Tracker().send('event', 'order_placed', {});`],
    [
      'a field that the constructor sets',
      `class Tracker { send;\n constructor() { this.send = nv.bind(window); } }\nnew Tracker().send('event', 'order_placed', {});`,
    ],
    [
      'a field that the constructor of its base sets',
      `class Base { constructor() { this.send = nv; } }\nclass Tracker extends Base { pay() { this.send('event', 'order_placed', {}); } }`,
    ],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual([expect.stringContaining('order_placed {}')]);
  });

  it('and so is a function that sends, in a field that the constructor sets', () => {
    const code = `class Stats { send = (name, a) => nv('event', name, a); }\nclass Shop { send: Stats['send'];\n constructor(stats: Stats) { this.send = stats.send.bind(stats); } }\nconst pay = (shop: Shop) => shop.send('order_placed', {});`;
    expect(sites(code)).toEqual([expect.stringContaining('order_placed {} via send')]);
  });

  it.each([
    [
      'another member',
      `const tracker = { send: nv, log: console.log };\ntracker.log('event', 'order_placed', {});`,
    ],
    [
      'a member that another object replaces',
      `const tracker = { send: nv, ...other };\ntracker.send('event', 'order_placed', {});`,
    ],
    [
      'a field that is set again',
      `class Tracker { constructor() { this.send = nv; }\n mute() { this.send = () => {}; } }\nconst tracker = new Tracker();\ntracker.mute();\ntracker.send('event', 'order_placed', {});`,
    ],
    [
      'a field of which a part is set again',
      `class Tracker { constructor() { this.api = { send: nv }; }\n mute() { this.api.send = () => {}; }\n pay() { this.api.send('event', 'order_placed', {}); } }`,
    ],
    [
      'a field of another class',
      `class Tracker { constructor() { this.send = nv; } }\nclass Log { send() {} }\nnew Log().send('event', 'order_placed', {});`,
    ],
  ])('but not in %s', (_, code) => {
    expect(sites(code)).toEqual([]);
  });
});

describe('a function that sends is found where a callback is given it', () => {
  it.each([
    [
      'as an argument',
      `${track}\nfunction useChange(onChange) {\n  onChange(track);\n}\nuseChange((send) => {\n  send('order_placed', {});\n});`,
      'a.tsx:6:3 order_placed {} via track',
    ],
    [
      'through a ref that keeps the callback',
      `${track}\nfunction useChange(onChange) {\n  const ref = useCurrentRef(onChange);\n  ref.current(track);\n}\nuseChange((send) => {\n  send('order_placed', {});\n});`,
      'a.tsx:7:3 order_placed {} via track',
    ],
    [
      'as a property, to a callback that is one',
      `${track}\nconst useChange = ({ onChange }) => {\n  onChange(1, { track });\n};\nuseChange({\n  onChange: (n, { track: send }) => send('order_placed', {}),\n});`,
      'a.tsx:6:37 order_placed {} via track',
    ],
    [
      'to what a component is given',
      `${track}\nconst Tracked = ({ children }) => children(track);\n<Tracked\n  children={(send) => send('order_placed', {})} />;`,
      'a.tsx:4:23 order_placed {} via track',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toContain(expected);
  });

  it('across files', () => {
    const files = {
      'track.ts': `export ${track}`,
      'use-change.ts': `import { track } from './track';\nexport const useChange = (onChange) => onChange(track);`,
      'page.tsx': `import { useChange } from './use-change';\nuseChange((send) => send('order_placed', {}));`,
    };
    expect(sites(files)).toEqual(['page.tsx:2:21 order_placed {} via track']);
  });

  it.each([
    [
      'another argument',
      `${track}\nfunction useChange(onChange) { onChange(console.log, track); }\nuseChange((log) => { log('order_placed'); });`,
    ],
    [
      'another callback',
      `${track}\nfunction useChange(onChange, onEnd) { onChange(track); onEnd(console.log); }\nuseChange(null, (log) => { log('order_placed'); });`,
    ],
    [
      'another function',
      `${track}\nfunction useChange(onChange) { onChange(track); }\nuseOther((log) => { log('order_placed'); });`,
    ],
  ])('but not %s', (_, code) => {
    expect(sites(code).filter((site) => site.includes('order_placed'))).toEqual([]);
  });
});

describe('a function that sends is found in what libraries keep', () => {
  const store = `const useStore = create((set) => ({ track: (name, a) => nv('event', name, a) }));`;
  const context = `const Tracking = createContext(null);\nfunction Root() { return <Tracking.Provider value={{ track: (name, a) => nv('event', name, a) }} />; }`;
  it.each([
    [
      'a store, by a selector',
      `${store}\nconst track = useStore((s) => s.track);\ntrack('order_placed', {});`,
    ],
    ['a store, destructured', `${store}\nconst { track } = useStore();\ntrack('order_placed', {});`],
    ['a store, by its state', `${store}\nuseStore.getState().track('order_placed', {});`],
    [
      'a store with middleware',
      `const useStore = create()(devtools(persist((set) => ({ track: (name, a) => nv('event', name, a) }), {})));\nuseStore.getState().track('order_placed', {});`,
    ],
    ['a context', `${context}\nconst { track } = useContext(Tracking);\ntrack('order_placed', {});`],
    [
      'a context, through a hook',
      `${context}\nconst useTracking = () => useContext(Tracking);\nconst { track } = useTracking();\ntrack('order_placed', {});`,
    ],
    [
      'a context’s default',
      `const Tracking = createContext({ track: (name, a) => nv('event', name, a) });\nuseContext(Tracking).track('order_placed', {});`,
    ],
    [
      'what Vue provides',
      `provide('tracking', { track: (name, a) => nv('event', name, a) });\nconst { track } = inject('tracking');\ntrack('order_placed', {});`,
    ],
    [
      'a thunk',
      `const track = (name, a) => (dispatch) => { nv('event', name, a); };\ndispatch(track('order_placed', {}));`,
    ],
    [
      'an injected class',
      `class Tracker { track(name, a) { nv('event', name, a); } }\nconst TRACKER = new InjectionToken<Tracker>('tracker');\nconst tracker = inject(TRACKER);\ntracker.track('order_placed', {});`,
    ],
    [
      'an injected class, by a function of the project',
      `class Tracker { track(name, a) { nv('event', name, a); } }\nconst TRACKER = new InjectionToken<Tracker>('tracker');\nfunction inject<T>(token: InjectionToken<T>): T { return get(token); }\nconst tracker = inject(TRACKER);\ntracker.track('order_placed', {});`,
    ],
    [
      'a class’s own instance',
      `class Tracker {\n  static get = () => new Tracker();\n  track(name, a) { nv('event', name, a); }\n}\nTracker.get().track('order_placed', {});`,
    ],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual([expect.stringContaining('order_placed {} via track')]);
  });

  it.each([
    [
      'another store',
      `${store}\nconst useOther = create(() => ({ track: () => {} }));\nuseOther.getState().track('order_placed');`,
    ],
    [
      'another context',
      `${context}\nconst Other = createContext(null);\nconst { track } = useContext(Other);\ntrack('order_placed');`,
    ],
    [
      'another member of a store',
      `const useStore = create(() => ({ track: (name, a) => nv('event', name, a), log: (name) => {} }));\nuseStore.getState().log('order_placed');`,
    ],
  ])('but not in %s', (_, code) => {
    expect(sites(code).filter((site) => site.includes('order_placed'))).toEqual([]);
  });
});

describe('a wrapper sends what its caller lets it', () => {
  const wrapper = `function track(action) {\n  if (!action.event) return;\n  if (typeof action.event === 'object') nv('event', action.event.name || action.name, {});\n}\n`;
  it.each([
    ['nothing without a name', `${wrapper}track({ name: 'order_placed' });`, []],
    ['nothing where a condition is false', `${wrapper}track({ name: 'order_placed', event: false });`, []],
    [
      'the name that is left',
      `${wrapper}track({ name: 'order_placed', event: { category: 'shop' } });`,
      ['a.tsx:5:1 order_placed {} via track'],
    ],
    [
      'one of two names, where the caller says which',
      `const track = (ok) => nv('event', ok ? 'order_placed' : 'order_failed', {});\ntrack(true);`,
      ['a.tsx:2:1 order_placed {} via track'],
    ],
    [
      'both names, where they are written, when the caller does not',
      `const track = (ok) => nv('event', ok ? 'order_placed' : 'order_failed', {});\ntrack(unknownValue);`,
      ['a.tsx:1:23 order_placed|order_failed {}'],
    ],
    [
      'where a component’s own names are written',
      `function Form({ isNew }) {\n  nv('event', isNew ? 'order_created' : 'order_changed', {});\n}\n<Form isNew />;`,
      ['a.tsx:2:3 order_created|order_changed {}'],
    ],
    [
      'at the prop that is the name of a component’s event',
      `function Form({ event }) {\n  nv('event', event, {});\n}\n<Form\n  event="order_created" />;`,
      ['a.tsx:5:3 order_created {} via Form'],
    ],
    [
      'a field that is set later is not what it was first',
      `class Tracker {\n  client = null;\n  start() { this.client = make(); }\n  track(name) { if (!this.client) return; nv('event', name, {}); }\n}\nnew Tracker().track('order_placed');`,
      ['a.tsx:6:1 order_placed {} via track'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});

describe('a function that sends is known by what it is declared to be the type of', () => {
  const hook = `const useCapture = () => useCallback(function capture(name, attributes) { nv('event', name, attributes); }, []);`;
  const sender = `const send = (name, attributes) => nv('event', name, attributes);`;

  it.each([
    [
      'what a hook returns',
      `${hook}\nfunction save({ capture }: { capture: ReturnType<typeof useCapture> }) {\n  capture('saved', { n: 1 });\n}`,
      'a.tsx:3:3 saved { n: number } via capture',
    ],
    [
      'through an alias',
      `${hook}\ntype Capture = ReturnType<typeof useCapture>;\nfunction save(capture: Capture) {\n  capture('saved', {});\n}`,
      'a.tsx:4:3 saved {} via capture',
    ],
    [
      'a member of what a hook returns',
      `const useTracking = () => ({ track: (name) => nv('event', name) });\nfunction save(tracking: ReturnType<typeof useTracking>) {\n  tracking.track('saved');\n}`,
      'a.tsx:3:3 saved {} via track',
    ],
    [
      'the type of a function',
      `${sender}\nfunction save(track: typeof send) {\n  track('saved', {});\n}`,
      'a.tsx:3:3 saved {} via send',
    ],
    [
      'where a callback is expected',
      `${hook}\nfunction Button({ onOpen }: { onOpen: (capture: ReturnType<typeof useCapture>) => void }) {}\n<Button onOpen={(capture) => capture('opened', {})} />;`,
      'a.tsx:3:30 opened {} via capture',
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toContain(expected);
  });

  it.each([
    [
      'another hook',
      `${hook}\ndeclare const useOther: any;\nfunction save(capture: ReturnType<typeof useOther>) {\n  capture('saved', {});\n}`,
    ],
    [
      'what is not called',
      `${hook}\nfunction save(capture: typeof useCapture) {\n  capture('saved', {});\n}`,
    ],
    ['no type', `${hook}\nfunction save(capture) {\n  capture('saved', {});\n}`],
  ])('not %s', (_, code) => {
    expect(sites(code).filter((each) => each.includes('saved'))).toEqual([]);
  });
});

describe('a function that sends is found under the name that it gets', () => {
  it.each([
    [
      'handed on as what a hook returned',
      {
        'hook.ts': `export const useTelemetry = () => (name, attributes) => nv('event', name, attributes);`,
        'search.ts': `export function search(fire) {\n  fire('searched', { n: 1 });\n}`,
        'page.tsx': `import { useTelemetry } from './hook';\nimport { search } from './search';\nfunction Page() {\n  const fire = useTelemetry();\n  search(fire);\n}`,
      },
      ['search.ts:2:3 searched { n: number } via useTelemetry'],
    ],
    [
      'picked from a store among others',
      {
        'slice.ts': `export const createSlice = (set) => ({ track: (name) => nv('event', name) });`,
        'store.ts': `import { create } from 'zustand';\nimport { createSlice } from './slice';\nexport const useStore = create()((...args) => ({ ...createSlice(...args) }));`,
        'page.tsx': `import { useStore } from './store';\nfunction Page() {\n  const [send, n] = useStore(useShallow((store) => [store.track, store.n]));\n  send('viewed');\n  n('viewed');\n}`,
      },
      ['page.tsx:4:3 viewed {} via track'],
    ],
    [
      'through a file that names none of it',
      {
        'track.ts': `export function makeTracker() {\n  return { track: (name) => nv('event', name) };\n}`,
        'services.ts': `import { makeTracker } from './track';\nexport const services = { analytics: makeTracker() };`,
        'page.ts': `import { services } from './services';\nservices.analytics.track('viewed');\nservices.other.track('viewed');`,
      },
      ['page.ts:2:1 viewed {} via track'],
    ],
  ])('%s', (_, files, expected) => {
    expect(sites(files)).toEqual(expected);
  });

  it('and an element sends nothing that is given no event through a rest of props', () => {
    const files = {
      'tip.tsx': `export const Tip = ({ event, ...rest }) => {\n  const click = () => { if (event) nv('event', event.name, event.attributes); };\n  return <button onClick={click} {...rest} />;\n};`,
      'help.tsx': `import { Tip } from './tip';\nexport const Help = ({ text, ...rest }) => <Tip {...rest}>{text}</Tip>;`,
      'page.tsx': `import { Help } from './help';\n<Help text="a" />;\n<Help text="b" event={{ name: 'asked', attributes: { n: 1 } }} />;`,
    };
    expect(sites(files)).toEqual(['page.tsx:3:16 asked { n: number } via Help > Tip']);
  });
});

describe('a function of a package is handed on by its name alone', () => {
  const calls = [{ module: 'analytics', callee: 'track', event: '0', attributes: '1' }];
  const found = (hook: string, page: string) =>
    sites({ 'hook.ts': `import { track } from 'analytics';\n${hook}`, 'page.ts': page }, { calls });

  it.each([
    [
      'by a hook',
      `export function useTracking() { return { track }; }`,
      `const { track } = useTracking();\ntrack('sent', { n: 1 });`,
    ],
    [
      'by a hook, and taken under another name',
      `export const useTracking = () => ({ track });`,
      `const { track: send } = useTracking();\nsend('sent', { n: 1 });`,
    ],
    [
      'by a hook whose result is kept',
      `export const useTracking = () => ({ track });`,
      `const tracking = useTracking();\ntracking.track('sent', { n: 1 });`,
    ],
    [
      'in an object',
      `export const useTracking = { track };`,
      `useTracking;\nuseTracking.track('sent', { n: 1 });`,
    ],
  ])('%s', (_, hook, use) => {
    const page = `import { useTracking } from './hook';\n${use}`;
    expect(found(hook, page)).toEqual(['page.ts:3:1 sent { n: number }']);
  });

  it.each([
    ['something else of that name', `export function useTracking(track) { return { track }; }`],
    [
      'another function of the package',
      `import { page } from 'analytics';\nexport const useTracking = () => ({ track: page });`,
    ],
  ])('but not %s', (_, hook) => {
    const page = `import { useTracking } from './hook';\nuseTracking().track('sent', { n: 1 });`;
    expect(found(hook, page)).toEqual([]);
  });
});
