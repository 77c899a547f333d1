import { describe, expect, it } from 'vitest';
import type { CallShape } from '../../../src/model/pack.ts';
import { placedSites, sites } from './sites.ts';

const calls: readonly CallShape[] = [{ callee: 'track', event: '0.name', attributes: '0.more' }];

describe('a name that stands in an object', () => {
  it.each([
    ['set again', "const p = { name: 'a' }; p.name = 'b'; track(p);", 'b {}'],
    ['set again on a condition', "const p = { name: 'a' }; if (x) p.name = 'b'; track(p);", 'a|b {}'],
    ['set behind', "const p = { name: 'a' }; track(p); p.name = 'b';", 'a {}'],
    ['set in an empty one', "const p: any = {}; p.name = 'b'; track(p);", 'b {}'],
    ['set in either branch', "const p = {}; if (x) p.name = 'a'; else p.name = 'b'; track(p);", 'a|b {}'],
    ['assigned', "const p = { name: 'a' }; Object.assign(p, { name: 'b' }); track(p);", 'b {}'],
    ['perhaps assigned', "const p = { name: 'a' }; Object.assign(p, x); track(p);", 'a|? { … }'],
    [
      'of an object that is put together',
      "track(Object.assign({ name: 'a' }, { more: { n: 1 } }));",
      'a { n: number }',
    ],
    ['perhaps replaced in that', "track(Object.assign({ name: 'a' }, x));", '? { … }'],
    ['of one of two objects', "let p; if (x) p = { name: 'a' }; else p = { name: 'b' }; track(p);", 'a|b {}'],
    ['of what was there before', "let p = null; if (x) p = { name: 'a' }; track(p);", 'a {}'],
    ['of what is not known', "let p = { name: 'a' }; if (x) p = load(); track(p);", '? { … }'],
    ['perhaps spread over another', "track({ name: 'a', ...(x ? { name: 'b' } : {}) });", 'a|b {}'],
    ['surely spread over another', "track({ name: 'a', ...(x ? { name: 'b' } : { name: 'c' }) });", 'b|c {}'],
  ])('%s', (_, code, expected) => {
    expect(sites(code, { calls })).toEqual([expected]);
  });

  it.each([
    ['that a wrapper reads', 'const send = (p) => track({ name: p.name });'],
    ['that a wrapper takes apart', 'const send = ({ name }) => track({ name });'],
  ])('%s', (_, wrapper) => {
    const files = {
      'send.ts': `export ${wrapper}`,
      'a.ts': `import { send } from './send';\nconst p = { name: 'a' };\nif (x) p.name = 'b';\nsend(p);`,
    };
    expect(sites(files, { calls })).toEqual(['a|b {}']);
  });

  it('with what else a wrapper takes apart, which is set again', () => {
    const code = `const send = ({ name, more }) => track({ name, more });
const p = { name: 'a', more: { a: 1 } };
if (x) p.more = { a: 2, b: 3 };
send(p);`;
    expect(sites(code, { calls })).toEqual(['a { a: number, b?: number }']);
  });
});

describe('what only a type declares of an object', () => {
  const types = `interface P { name: 'a' | 'b'; more?: { n: number; s?: string } }
interface Q { name: string; more: { n: number } | { s: string } }\n`;
  it.each([
    ['of a parameter', 'export const f = (p: P) => track(p);', 'a|b { n: number, s?: string }'],
    ['whichever it is', 'export const f = (q: Q) => track(q);', '? { n?: number, s?: string }'],
    [
      'of a part of a parameter',
      'export const f = ({ q }: { q: Q }) => track(q);',
      '? { n?: number, s?: string }',
    ],
    ['not of anything', 'export const f = (p: any) => track(p);', '? { … }'],
    ['not of what is spread over', 'export const f = (p: P) => track({ ...p, ...x });', '? { … }'],
  ])('%s', (_, code, expected) => {
    expect(sites(types + code, { calls })).toEqual([expected]);
  });
});

describe('what a function of `then` is handed', () => {
  const made = `const paid = async (n: number) => ({ name: 'paid', more: { n } });
const named = async () => 'sent';\n`;
  it.each([
    ['an object', 'paid(1).then((it) => track(it));', 'paid { n: number }'],
    ['parts of one', 'paid(1).then(({ name, more }) => track({ name, more }));', 'paid { n: number }'],
    ['a name', 'named().then((name) => track({ name }));', 'sent {}'],
    [
      'with a type',
      'paid(1).then((it: { name: string; more: { s: string } }) => track(it));',
      '? { s: string }',
    ],
    ['not when it fails', 'paid(1).then(done, (it) => track(it));', '? { … }'],
    ['not by something else', 'paid(1).with((it) => track(it));', '? { … }'],
    ['of what is not known', 'load().then((it) => track(it));', '? { … }'],
  ])('%s', (_, code, expected) => {
    expect(sites(made + code, { calls })).toEqual([expected]);
  });
});

describe('a component that puts a name together of what another one is given', () => {
  const button = `const Button = forward(({ area, label, ...rest }) => <b onClick={() => nv('event', \`\${area}.\${label}\`, {})} {...rest} />);\n`;
  it.each([
    [
      'is rendered where that one is',
      `const Panel = ({ area }) => <Button area={area} label="ok" />;\nconst App = () => <Panel area="shop" />;`,
      ['a.tsx:4:26 shop.ok {} via Panel > Button'],
    ],
    [
      'sends itself what nobody gives it',
      'export const Panel = ({ area }) => <Button area={area} label="ok" />;',
      ['a.tsx:2:72 ? {}'],
    ],
    [
      'sends itself what nobody decides',
      'const App = () => <Button area={load()} label="ok" />;',
      ['a.tsx:2:72 ? {}'],
    ],
  ])('%s', (_, code, expected) => {
    const files = { 'a.tsx': `import { forwardRef as forward } from 'react';\n${button}${code}` };
    expect(placedSites(files)).toEqual(expected);
  });
});
