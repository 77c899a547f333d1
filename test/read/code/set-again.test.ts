import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What a call of a wrapper sends whose body is given. */
const sent = (body: string) =>
  sites(`function track(name, more) { ${body} }\ntrack('given', from());`, { calls: [] }).filter(
    (site) => !site.startsWith('fixed'),
  );

describe('a wrapper that sets its parameter again', () => {
  it.each([
    ['in a condition', `if (more) name = 'other'; nv('event', name);`, 'other|given'],
    ['in one of two', `if (more) name = 'one'; else name = 'two'; nv('event', name);`, 'one|two|given'],
    ['in a loop', `for (const each of more) name = 'other'; nv('event', name);`, 'other|given'],
    ['to something unknown', `if (more) name = rename(); nv('event', name);`, 'given|?'],
    [
      'to what something unknown makes of it',
      `if (more) { const made = rename(name); name = made.name; } nv('event', name);`,
      'given|?',
    ],
    ['in a callback', `more.then(() => { name = 'other'; }); nv('event', name);`, 'other|given'],
    ['behind the place', `nv('event', name); name = 'other';`, 'given'],
    ['always', `name = 'other'; nv('event', name);`, 'other'],
    [
      'always, and again',
      `name = 'one'; if (more) name = 'two'; name = 'three'; nv('event', name);`,
      'three',
    ],
    [
      'always, and then in a condition',
      `name = 'one'; if (more) name = 'two'; nv('event', name);`,
      'one|two',
    ],
    ['always, for a callback', `name = 'other'; more.then(() => nv('event', name));`, 'other'],
  ])('%s', (_, body, names) => {
    expect(sent(body).map((site) => sorted(site.split(' ')[0] as string))).toEqual([sorted(names)]);
  });

  it.each([
    ['a method of itself', `name = name.trim(); nv('event', name);`, 'given'],
    ['a text around itself', `if (more) name = 'shop_' + name; nv('event', name);`, 'given|shop_given'],
    ['itself and more', `name += '_sent'; nv('event', name);`, 'given_sent'],
    ['itself and more, again', `name += '_a'; name += '_b'; nv('event', name);`, 'given_a_b'],
    ['itself or another', `name ||= 'other'; nv('event', name);`, 'given'],
    ['ever more of itself', `for (const each of more) name += '_a'; nv('event', name);`, '?|given'],
    ['what is taken out of something', `({ name } = from()); nv('event', name);`, '?'],
    ['one of a list', `for (name of from()) nv('event', name);`, '?'],
  ])('to something that is made of itself: %s', (_, body, names) => {
    expect(sent(body).map((site) => sorted(site.split(' ')[0] as string))).toEqual([sorted(names)]);
  });
});

describe('a variable that is set again where a condition on itself says so', () => {
  it.each([
    ['where it is empty', `if (!n) n = 'x';`, 'b|x'],
    ['where it is empty, in a block, with more', `if (!n) { log(); n = 'x'; }`, 'b|x'],
    ['where it is empty, by an expression', `!n && (n = 'x');`, 'b|x'],
    ['where it is that', `if (n === '') n = 'x';`, 'b|x'],
    ['where it is not another', `if (n !== 'b') n = 'x';`, 'b|x'],
    ['where it is not one of a list', `if (!['b'].includes(n)) n = 'x';`, 'b|x'],
    ['and else used', `if (n) log(n); else n = 'x';`, 'b|x'],
    ['where it is empty, but behind another condition', `if (more) if (!n) n = 'x';`, '|b|x'],
    ['where it is empty, but not always', `if (!n) { if (more) n = 'x'; }`, '|b|x'],
    ['where it is empty, and then to nothing', `if (!n) n = 'x'; if (more) n = '';`, '|b|x'],
    ['where another is empty', `if (!more) n = 'x';`, '|b|x'],
    [
      'where it is empty, unless that is broken off',
      `out: { if (more) break out; if (!n) n = 'x'; }`,
      '|b|x',
    ],
    ['where it is empty, in a loop', `for (const each of more) if (!n) n = 'x';`, '|b|x'],
    ['where it is empty, in a function', `more.then(() => { if (!n) n = 'x'; });`, '|b|x'],
  ])('%s', (_, body, names) => {
    const code = `function f(more) { let n = more ? '' : 'b'; ${body} nv('event', n); }`;
    expect(sites(code).map((site) => sorted(site.split(' ')[0] as string))).toEqual([sorted(names)]);
  });

  it('and of an attribute that is there, then', () => {
    const code = `function f(n?: string) { if (n == null) n = 'x'; nv('event', 'e', { n }); }`;
    expect(sites(code)).toEqual(['e { n: string }']);
  });
});

describe('a name that is set by a pattern, on ways that jump', () => {
  it.each([
    ['a default in a pattern', `let n = 'a'; [n = 'o'] = more; nv('event', n);`, '?'],
    [
      'a label that is left before it is set again',
      `let n = 'a'; out: { if (more) break out; n = 'b'; } nv('event', n);`,
      'a|b',
    ],
    [
      'a loop that goes on before it is set again',
      `let n = 'a'; for (const each of more) { n = 'b'; if (each) break; return; } nv('event', n);`,
      'a|b',
    ],
    [
      'a switch that falls through from where it is set',
      `let n = more ? 'a' : 'z'; switch (n) { default: n = 'b'; case 'a': nv('event', n); break; case 'b': }`,
      'a|b|z',
    ],
    [
      'but not behind what always leaves',
      `let n = 'a'; if (more) { n = 'b'; for (const each of more) if (each) break; return; } nv('event', n);`,
      'a',
    ],
  ])('%s', (_, body, names) => {
    expect(sites(`function f(more) { ${body} }`).map((site) => sorted(site.split(' ')[0] as string))).toEqual(
      [sorted(names)],
    );
  });
});

describe('a property that is set again', () => {
  it.each([
    ['plainly', `o.e = 'b'; nv('event', o.e);`, 'b {}'],
    ['in a condition', `if (more) o.e = 'b'; nv('event', o.e);`, 'a|b {}'],
    ['later', `nv('event', o.e); o.e = 'b';`, 'a {}'],
    ['with more than it was', `o.e += 'b'; nv('event', o.e);`, 'ab {}'],
    ['with ever more than it was', `for (const each of more) o.e += 'b'; nv('event', o.e);`, 'a|? {}'],
    [
      'in a function that may be called again',
      `const go = () => { nv('event', o.e); o.e = 'b'; };`,
      'a|b {}',
    ],
    ['under a key that may be any', `o[key] = 'b'; nv('event', o.e);`, 'a|b {}'],
    ['under a key that is known', `o['e'] = 'b'; nv('event', o.e);`, 'b {}'],
    ['under another key', `o['f'] = 'b'; nv('event', o.e);`, 'a {}'],
    ['by a pattern', `({ name: o.e } = more); nv('event', o.e);`, '? {}'],
    ['by a loop', `for (o.e of more) nv('event', o.e);`, 'a|? {}'],
    ['and taken away', `o.e = 'b'; delete o.e; nv('event', o.e);`, '? {}'],
    [
      'to a number that is counted',
      `o.n += 1; o.m++; nv('event', 'c', { n: o.n, m: o.m });`,
      'c { n: number, m: number }',
    ],
  ])('%s', (_, code, site) => {
    expect(sites(`const o = { e: 'a', f: 'x', n: 0, m: 0 };\n${code}`)).toEqual([site]);
  });
});

describe('a property that `Object.assign` puts something over', () => {
  it.each([
    [
      'that is written there',
      `const o = { e: 'a' }; Object.assign(o, { e: 'b' }); nv('event', o.e);`,
      '? {}',
    ],
    ['under another name', `const o = { e: 'a' }; Object.assign(o, { f: 'b' }); nv('event', o.e);`, 'a {}'],
    ['that is not known', `const o = { e: 'a' }; Object.assign(o, more); nv('event', o.e);`, '? {}'],
    [
      'of an instance',
      `class Shop { e = 'a'; constructor(o) { Object.assign(this, o); } go() { nv('event', this.e); } }`,
      '? {}',
    ],
    ['of a copy', `const o = { e: 'a' }; Object.assign({}, o, { e: 'b' }); nv('event', o.e);`, 'a {}'],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual([expected]);
  });
});

it('a caller decides who gives the name itself, not who gives something that takes part in it', () => {
  const code = `function track(name, more) { if (more) { const made = change(name, more); name = made.name; } nv('event', name); }
const send = (name) => later((more) => { track(name, more); });
send('given');`;
  expect(sites(code)).toEqual([expect.stringMatching(/^given\|\? /)]);
});

function sorted(names: string): string {
  return names.split('|').sort().join('|');
}

describe('a wrapper that renames some of what it is given', () => {
  const named = (body: string, given: string) =>
    sites(`function track(name, more) { ${body} nv('event', name); }\ntrack('${given}', from());`).map(
      (site) => sorted(site.split(' ')[0] as string),
    );
  const bySwitch = `switch (name) { case 'page': name = 'viewed'; break; case 'a': case 'b': { name = 'letter'; } }`;
  it.each([
    ['not this one', `if (name === 'page') name = 'viewed';`, 'sent', 'sent'],
    ['this one', `if (name === 'page') name = 'viewed';`, 'page', 'viewed'],
    ['not this one, by its case', bySwitch, 'sent', 'sent'],
    ['this one, by its case', bySwitch, 'page', 'viewed'],
    ['this one, by one of its cases', bySwitch, 'b', 'letter'],
    ['not this one, by a list', `if (['page', 'screen'].includes(name)) name = 'viewed';`, 'sent', 'sent'],
    [
      'what one has become',
      `if (name === 'page') name = 'viewed'; if (name === 'viewed') name = 'seen';`,
      'page',
      'seen',
    ],
    [
      'not what none has become',
      `if (name === 'page') name = 'viewed'; if (name === 'viewed') name = 'seen';`,
      'sent',
      'sent',
    ],
    [
      'perhaps, if it is not known which',
      `if (name === pages.first) name = 'viewed';`,
      'sent',
      'sent|viewed',
    ],
    ['perhaps, by something else', `if (more === 'page') name = 'viewed';`, 'sent', 'sent|viewed'],
  ])('renames %s', (_, body, given, names) => {
    expect(named(body, given)).toEqual([sorted(names)]);
  });

  it('may rename what is not known', () => {
    const code = `function track(name) { if (name === 'page') name = 'viewed'; nv('event', name); }\ntrack(from());`;
    expect(sites(code).map((site) => site.split(' ')[0])).toEqual(['viewed|?']);
  });
});

describe('what is counted', () => {
  const list = `const list = [{ name: 'one' }, { name: 'two' }];`;
  it.each([
    ['in a loop', 'for (let i = 0; i < 2; i++) nv(`event`, `step_${i}`);', '? {}'],
    ['before', 'let i = 0; i++; nv(`event`, `step_${i}`);', '? {}'],
    ['by another function', 'let i = 0; const next = () => { --i; };\nnv(`event`, `step_${i}`);', '? {}'],
    ['as an index', 'for (let i = 0; i < 2; ++i) nv(`event`, list[i].name);', 'one|two {}'],
    ['behind the place', 'let i = 0; nv(`event`, `step_${i}`); i++;', 'step_0 {}'],
    ['never', 'let i = 0; nv(`event`, `step_${i}`);', 'step_0 {}'],
    ['elsewhere', 'let i = 0; const go = (i) => { i++; };\nnv(`event`, `step_${i}`);', 'step_0 {}'],
  ])('has the value that it begins with until then: %s', (_, code, expected) => {
    expect(sites(`${list}\n${code.replace('`event`', `'event'`)}`)).toEqual([expected]);
  });
});
