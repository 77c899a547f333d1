import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const found = ['order_placed {}'];

describe('a call of the web SDK is found', () => {
  it.each([
    ['by its global name', `nv('event', 'order_placed', {});`],
    ['without attributes', `nv('event', 'order_placed');`],
    ['for push subscribers', `nv('pushevent', 'order_placed', {});`],
    ['through window', `window.nv('event', 'order_placed', {});`],
    ['through globalThis and brackets', `globalThis['nv']('event', 'order_placed', {});`],
    ['with an optional call', `window.nv?.('event', 'order_placed', {});`],
    ['with assertions', `(window as any).nv!('event', 'order_placed', {});`],
    ['with a sequence', `(0, nv)('event', 'order_placed', {});`],
    ['with call', `nv.call(null, 'event', 'order_placed', {});`],
    ['with apply', `nv.apply(window, ['event', 'order_placed', {}]);`],
    [
      'with a spread of a literal',
      `nv(...(['event', 'order_placed', {}] as const), 1);`.replace('(([', '(['),
    ],
    ['under an alias', `const send = window.nv;\nsend('event', 'order_placed', {});`],
    ['with a fallback', `const send = window.nv || function () {};\nsend('event', 'order_placed', {});`],
    ['bound', `const send = nv.bind(window);\nsend('event', 'order_placed', {});`],
    ['destructured', `const { nv: send } = window;\nsend('event', 'order_placed', {});`],
    ['assigned later', `let send;\nsend = window.nv;\nsend('event', 'order_placed', {});`],
    [
      'where it is declared as ambient',
      `declare const nv: (...all: any[]) => void;\nnv('event', 'order_placed', {});`,
    ],
    [
      'where a function is declared as ambient',
      `declare function nv(...all: any[]): void;\nnv('event', 'order_placed', {});`,
    ],
    ['in a class', `class Shop { pay() { nv('event', 'order_placed', {}); } }`],
    ['in JSX', `export const B = () => <button onClick={() => nv('event', 'order_placed', {})} />;`],
    ['with a constant method', `const method = 'event';\nnv(method, 'order_placed', {});`],
  ])('%s', (_, code) => {
    expect(sites({ 'a.tsx': code })).toEqual(found);
  });

  it('under an alias that another module exports', () => {
    const files = {
      'src/send.ts': `export const send = window.nv;`,
      'src/a.ts': `import { send as s } from './send';\ns('event', 'order_placed', {});`,
    };
    expect(sites(files)).toEqual(found);
  });
});

describe('what is no call of the SDK is not found', () => {
  it.each([
    ['a parameter of that name', `function f(nv: any) { nv('event', 'order_placed', {}); }`],
    ['a local function of that name', `function f() { function nv() {} nv('event', 'order_placed', {}); }`],
    ['a destructured parameter', `const f = ({ nv }) => nv('event', 'order_placed', {});`],
    ['a caught error', `try {} catch (nv) { nv('event', 'order_placed', {}); }`],
    ['a loop variable', `for (const nv of all) nv('event', 'order_placed', {});`],
    ['a property of another object', `other.nv('event', 'order_placed', {});`],
    ['another method of the SDK', `nv('user', 'u1', {});`],
    ['a method that is not known', `nv(kind, 'order_placed', {});`],
    ['text in a string', `const help = "nv('event', 'order_placed', {})";`],
    ['text in a comment', `// nv('event', 'order_placed', {})`],
    [
      'a local variable of the default import',
      `const Notifyvisitors = { event() {} };\nNotifyvisitors.event('order_placed', {});`,
    ],
    [
      'the default import of another package',
      `import Notifyvisitors from 'other';\nNotifyvisitors.event('order_placed', {});`,
    ],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual([]);
  });
});

describe('a call of the mobile SDKs is found', () => {
  const rn = 'react-native-notifyvisitors';
  it.each([
    [
      'React Native',
      `import Notifyvisitors from '${rn}';\nNotifyvisitors.event('order_placed', {}, null, null, () => {});`,
    ],
    ['React Native under any name', `import NV from '${rn}';\nNV.event('order_placed', {});`],
    ['React Native by namespace', `import * as NV from '${rn}';\nNV.default.event('order_placed', {});`],
    ['React Native by require', `const NV = require('${rn}').default;\nNV.event('order_placed', {});`],
    ['React Native by require, interoperable', `const NV = require('${rn}');\nNV.event('order_placed', {});`],
    [
      'React Native, a default import by name',
      `import { default as NV } from '${rn}';\nNV.event('order_placed', {});`,
    ],
    ['a destructured method', `import NV from '${rn}';\nconst { event } = NV;\nevent('order_placed', {});`],
    ['Cordova', `NotifyVisitors.event('order_placed', {}, '10', '1', null);`],
    ['Cordova through window', `window.NotifyVisitors?.event('order_placed', {});`],
    [
      'Capacitor',
      `NotifyVisitors.event({ eventName: 'order_placed', attributes: {}, lifeTimeValue: '10', scope: '1' });`,
    ],
    [
      'Capacitor with a variable',
      `const all = { eventName: 'order_placed', attributes: {} };\nNotifyVisitors.event(all);`,
    ],
  ])('%s', (_, code) => {
    expect(sites(code)).toEqual(found);
  });

  it('re-exported by a module of the project', () => {
    const files = {
      'src/nv.ts': `export { default } from '${rn}';`,
      'src/a.ts': `import NV from './nv';\nNV.event('order_placed', {});`,
    };
    expect(sites(files, { scanned: ['src/a.ts'] })).toEqual(found);
  });
});

describe('a call shape of one’s own is found', () => {
  const track = { callee: 'analytics.track', event: '0', attributes: '1' };
  it.each([
    ['as a global', track, `analytics.track('order_placed', {});`],
    [
      'as a default import',
      track,
      `import analytics from './analytics';\nanalytics.track('order_placed', {});`,
    ],
    [
      'as a named import under another name',
      track,
      `import { analytics as a } from '@shop/lib';\na.track('order_placed', {});`,
    ],
    [
      'as a namespace',
      track,
      `import * as analytics from './analytics';\nanalytics.track('order_placed', {});`,
    ],
    [
      'as a constant of the module',
      track,
      `const analytics = create();\nanalytics.track('order_placed', {});`,
    ],
    [
      'as an arrow function of the module',
      { ...track, callee: 'track' },
      `export const track = (name, attributes) => {};\ntrack('order_placed', {});`,
    ],
    [
      'as what is taken out of a made object',
      { ...track, callee: 'track' },
      `export const { track } = create();\ntrack('order_placed', {});`,
    ],
    [
      'as a method of any receiver',
      { ...track, callee: '*.capture' },
      `getClient().capture('order_placed', {});`,
    ],
    [
      'as a hook’s result of a package',
      { ...track, callee: '*.capture', module: 'posthog-js/react' },
      `import { usePostHog } from 'posthog-js/react';\nconst client = usePostHog();\nclient?.capture('order_placed', {});`,
    ],
    [
      'with one object',
      { callee: 'send', event: '0.name', attributes: '0.with' },
      `send({ name: 'order_placed', with: {} });`,
    ],
    [
      'as a constant that a package’s factory made',
      track,
      `import Analytics from 'analytics';\nconst analytics = Analytics({ app: 'shop' });\nexport const buy = () => analytics.track('order_placed', {});`,
    ],
    [
      'as an instance of a package’s class',
      track,
      `import { Analytics } from '@segment/analytics-node';\nexport const analytics = new Analytics({});\nanalytics.track('order_placed', {});`,
    ],
    [
      'as what a hook returns',
      { ...track, callee: 'useTelemetry()' },
      `import { useTelemetry } from './hooks';\nconst Page = () => { const fire = useTelemetry(); fire('order_placed', {}); };`,
    ],
    ['without attributes', { callee: 'track', event: '0' }, `track('order_placed', { total: 1 });`],
    [
      'as a method of a member of any receiver',
      { ...track, callee: '*.analytics.track' },
      `class Shop { pay() { this.container.analytics.track('order_placed', {}); } }`,
    ],
    [
      'as a method of `this`',
      { ...track, callee: 'this.track' },
      `class Shop extends Base { pay() { this.track('order_placed', {}); } }`,
    ],
    [
      'as one that its class has itself',
      { ...track, callee: 'this.track' },
      `class Shop { track(name, values) { put(name, values); } pay() { this.track('order_placed', {}); } }`,
    ],
    [
      'as one of a name that stands for `this`',
      { ...track, callee: 'this.track' },
      `class Shop { pay() { const self = this; load(function () { self.track('order_placed', {}); }); } }`,
    ],
    [
      'as one of a part of `this`',
      { ...track, callee: 'this.props.track' },
      `class Shop { pay() { const { track: send } = this.props; send('order_placed', {}); } }`,
    ],
    [
      'as a method of what is taken out of anything',
      { ...track, callee: '*.analytics.track' },
      `const { analytics: a } = getContainer();\na.track('order_placed', {});`,
    ],
    [
      'as a method that is taken out of a parameter',
      { ...track, callee: '*.track' },
      `const buy = () => (dispatch, getState, { track }) => { track('order_placed', {}); };`,
    ],
    [
      'as a method that is taken out of one under another name',
      { ...track, callee: '*.track' },
      `function Shop(props) { const { track: send } = props; send('order_placed', {}); }`,
    ],
    [
      'as a method that a constant holds',
      { ...track, callee: '*.track' },
      `function Shop(props) { const send = props.track.bind(props); send('order_placed', {}); }`,
    ],
    [
      'as a method that is handed on',
      { ...track, callee: '*.track' },
      `function pay(send) { send('order_placed', {}); }\nconst Shop = ({ track }) => pay(track);`,
    ],
    [
      'as a method of a receiver that is handed on',
      { ...track, callee: 'useTelemetry().send' },
      `import { useTelemetry } from './hooks';\nfunction pay(telemetry) { telemetry.send('order_placed', {}); }\nconst Shop = () => { const t = useTelemetry(); pay(t); };`,
    ],
    [
      'as a method of a receiver that is handed on in an object',
      { ...track, callee: 'useTelemetry().send' },
      `import { useTelemetry } from './hooks';\nfunction pay({ telemetry }) { telemetry.send('order_placed', {}); }\nconst Shop = () => { const telemetry = useTelemetry(); pay({ telemetry }); };`,
    ],
  ])('%s', (_, shape, code) => {
    expect(sites(code, { calls: [shape] })).toEqual(found);
  });

  it('with the event among the attributes', () => {
    const calls = [{ callee: 'push', event: '0.event', attributes: '0', scope: '0.scope' }];
    expect(sites(`push({ event: 'order_placed', total: 1, scope: 1 });`, { calls })).toEqual([
      'order_placed { total: number }',
    ]);
  });

  it('a function of the project, in its own file and where it is imported', () => {
    const calls = [{ callee: 'track', event: '0', attributes: '1' }];
    const files = {
      'src/track.ts': `export function track(name: string, attributes: object) {}\ntrack('here', {});`,
      'src/a.ts': `import { track as t } from './track';\nt('there', {});`,
    };
    expect(sites(files, { calls })).toEqual(['there {}', 'here {}']);
  });

  it('a hook of a package, by the name under which a module of the project exports it', () => {
    const calls = [{ callee: 'useTracking().send', event: '0.name', attributes: '0' }];
    const files = {
      'hooks.ts': `import * as tracking from 'tracking';\nexport const useTracking: () => Tracking = tracking.useTracking;\nexport const useOther = tracking.useTracking;`,
      'a.ts': `import { useOther, useTracking } from './hooks';\nconst { send } = useTracking();\nsend({ name: 'sent', n: 1 });\nuseOther().send({ name: 'other' });`,
    };
    expect(sites(files, { calls })).toEqual(['sent { n: number }']);
  });

  it.each([
    ['of a namespace', `import * as tracking from './track';\ntracking.track('order_placed', {});`],
    [
      'of a module that is required',
      `const tracking = require('./track');\ntracking.track('order_placed', {});`,
    ],
    ['taken out of a module', `const { track: t } = require('./track');\nt('order_placed', {});`],
  ])('a function of the project, as a member %s', (_, code) => {
    const calls = [{ callee: 'track', event: '0', attributes: '1' }];
    const files = { 'track.ts': `export function track(name: string, attributes: object) {}`, 'a.ts': code };
    expect(sites(files, { calls })).toEqual(found);
  });

  it.each([
    [
      'a method of another package',
      { ...track, callee: '*.capture', module: 'posthog-js' },
      `import h from './harness';\nh.capture('order_placed', {});`,
    ],
    [
      'a method of a package whose name begins so',
      { ...track, callee: '*.capture', module: 'posthog-js' },
      `import h from 'posthog-js-lite';\nh.capture('order_placed', {});`,
    ],
    [
      'a function of a part of a package',
      { ...track, callee: 'capture', module: 'posthog-js' },
      `import { capture } from 'posthog-js/test';\ncapture('order_placed', {});`,
    ],
    ['another object of that name', track, `function f(analytics) { analytics.track('order_placed', {}); }`],
    ['a method of a method', track, `other.analytics.track('order_placed', {});`],
    [
      'a method of another member of a receiver',
      { ...track, callee: '*.analytics.track' },
      `this.audit.track('order_placed', {});\nconst { audit } = this;\naudit.track('order_placed', {});`,
    ],
    [
      'a function of the name of a method',
      { ...track, callee: '*.track' },
      `function pay(track) { track('order_placed', {}); }\nfunction other(track = props.track) { track('order_placed', {}); }\nlet send = props.track;\nsend = log;\nsend('order_placed', {});`,
    ],
    [
      'another method that is taken out',
      { ...track, callee: '*.track' },
      `const pay = ({ track: { log }, audit: track }) => { log('order_placed', {}); track('order_placed', {}); };`,
    ],
    [
      'a method of another receiver that is handed on',
      { ...track, callee: 'useTelemetry().send' },
      `import { useTelemetry } from './hooks';\nfunction pay(telemetry, audit) { audit.send('order_placed', {}); telemetry.log('order_placed', {}); }\nconst Shop = () => { pay(useTelemetry(), useAudit()); };`,
    ],
    [
      'the method of something else than `this`',
      { ...track, callee: 'this.track' },
      `class Shop { pay(other) { other.track('order_placed', {}); this.audit.track('order_placed', {}); } }\ntrack('order_placed', {});\nnew Shop().track('order_placed', {});\nlet self = this;\nself = load();\nself.track('order_placed', {});`,
    ],
    [
      'a constant that the module keeps to itself',
      track,
      `import { fake } from './fake';\nimport { test } from 'vitest';\nconst analytics = { track: fake };\nanalytics.track('order_placed', {});`,
    ],
    [
      'what another hook returns',
      { ...track, callee: 'useTelemetry()' },
      `const fire = useOther();\nfire('order_placed', {});\nuseTelemetry('order_placed', {});`,
    ],
  ])('but not %s', (_, shape, code) => {
    expect(sites(code, { calls: [shape] })).toEqual([]);
  });
});
