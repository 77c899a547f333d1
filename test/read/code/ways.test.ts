import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const send = (name: string) => `nv('event', '${name}', o);`;

/** The attributes of the call `sent`, where `o` is an object of which a function sets properties before. */
function sent(body: string): string | undefined {
  return sites(`function f() { const o: any = {}; ${body} }`)
    .filter((each) => each.startsWith('sent '))
    .join('; ');
}

describe('a property that is set before a call is sent where a way leads from one to the other', () => {
  it.each([
    ['in a branch before it', `if (ok) { o.a = 1; } ${send('sent')}`, 'sent { a?: number }'],
    ['in its own branch', `if (ok) { o.a = 1; ${send('sent')} } else { f(); }`, 'sent { a: number }'],
    ['in the condition', `if ((o.a = 1)) { ${send('sent')} }`, 'sent { a: number }'],
    [
      'before the branches',
      `o.a = 1; if (ok) { ${send('one')} } else { ${send('sent')} }`,
      'sent { a: number }',
    ],
    [
      'in a `try` of which this is the end',
      `try { o.a = 1; } finally { ${send('sent')} }`,
      'sent { a?: number }',
    ],
    ['in a `try` that fails', `try { o.a = 1; g(); } catch { ${send('sent')} }`, 'sent { a?: number }'],
    [
      'and what it throws is caught before it',
      `try { if (ok) { o.a = 1; throw e; } } catch {} ${send('sent')}`,
      'sent { a?: number }',
    ],
    [
      'in a case that falls through',
      `switch (k) { case 1: o.a = 1; case 2: ${send('sent')} }`,
      'sent { a?: number }',
    ],
    [
      'in a case that is left',
      `switch (k) { case 1: o.a = 1; break; } ${send('sent')}`,
      'sent { a?: number }',
    ],
    [
      'in the other branch, a turn before',
      `for (const x of all) { if (x) { o.a = 1; } else { ${send('sent')} } }`,
      'sent { a?: number }',
    ],
  ])('%s', (_, body, expected) => {
    expect(sent(body)).toBe(expected);
  });

  it.each([
    ['in the other branch', `if (ok) { o.a = 1; ${send('one')} } else { ${send('sent')} }`],
    ['in the other branch of an expression', `ok ? (o.a = 1) : ${send('sent').slice(0, -1)};`],
    [
      'with `Object.assign` there',
      `if (e) { Object.assign(o, { a: 1 }); ${send('one')} } else ${send('sent')}`,
    ],
    ['in a branch that returns', `if (ok) { o.a = 1; ${send('one')} return; } ${send('sent')}`],
    ['in a branch that throws', `if (ok) { o.a = 1; throw new Fault(o); } ${send('sent')}`],
    ['in another case', `switch (k) { case 1: o.a = 1; break; case 2: ${send('sent')} }`],
  ])('but not %s', (_, body) => {
    expect(sent(body)).toBe('sent {}');
  });
});

describe('what a wrapper adds under a condition is sent for callers that meet it', () => {
  const wrapper = (test: string) => `
    function track(name: string, error?: string) {
      const o: any = {};
      if (${test}) o.error = error;
      nv('event', name, o);
    }
    track('without');
    track('with', 'x');`;

  it.each([
    'error',
    'error != null',
    'error !== undefined',
    'error == null || error',
    `typeof error === 'string'`,
  ])('%s', (test) => {
    expect(sites(wrapper(test))[1]).toBe('with { error: string }');
    // What is set to nothing is not sent.
    expect(sites(wrapper(test))[0]).toBe('without {}');
  });

  it('where it cannot be told, it may be', () => {
    const [without] = sites(wrapper('isLoud').replace('= error;', `= 'loud';`));
    expect(without).toBe('without { error?: string }');
  });
});

describe('a condition compares as the language does', () => {
  const wrapper = (test: string) =>
    sites(
      `function track(name?: string) { if (${test}) nv('event', 'none', {}); else nv('event', name, {}); }\ntrack();`,
    );

  it.each(['name == null', 'name === undefined', '!(name != null)', 'null == name'])(
    'nothing is `%s`',
    (test) => {
      expect(wrapper(test)).toEqual(['none {}']);
    },
  );

  it('what is equal to a text of the same digits is left open', () => {
    const track = `function track(n) { if (n == '1') nv('event', 'one', {}); else nv('event', 'other', {}); }`;
    expect(sites(`${track}\ntrack(1);`)).toEqual(['one {}', 'other {}']);
  });
});

describe('the text of a name is the name', () => {
  const wrapper = (name: string) =>
    sites(`function track(name, o) { nv('event', ${name}, {}); }\ntrack('sent');`);

  it.each([
    ['String(name)', 'sent {}'],
    ['`errors.${String(name)}`', 'errors.sent {}'],
    ["String(name) + '.1'", 'sent.1 {}'],
    ['String(1)', '1 {}'],
    ['String(name, 1)', '? {}'],
    ['String(other)', '? {}'],
    ['String()', '? {}'],
  ])('%s', (name, expected) => {
    expect(wrapper(name)).toContain(expected);
  });
});

describe('a parameter that is set where it was given nothing', () => {
  const wrapper = (fill: string, more = '') =>
    sites(`
      function track(name, o, k) { ${fill} if (k) o.k = k; nv('event', name, o); }
      track('given', { a: 1 });
      track('without');
      track('none', null, 1);
      ${more}`);

  it.each([
    'if (!o) { o = {}; }',
    'if (!o) o = {};',
    'if (o == null) o = {};',
    'o = o || {};',
    'o = o ?? {};',
    'o ||= {};',
    'o ??= {};',
  ])('is what was given, or else what it is set to: %s', (fill) => {
    expect(wrapper(fill)).toEqual(['given { a: number }', 'without {}', 'none { k: number }']);
  });

  it('is left null where only what is undefined is replaced', () => {
    const fill = (test: string) => wrapper(`if (${test}) o = { b: 1 };`).slice(0, 2);
    expect(fill('o === undefined')).toEqual(['given { a: number }', 'without { b: number }']);
    expect(fill(`typeof o === 'undefined'`)).toEqual(['given { a: number }', 'without { b: number }']);
    expect(wrapper('if (o === undefined) o = { b: 1 };')[2]).toBe('none { k: number }');
  });

  it.each([
    ['what it is set to is made of it', 'o = mend(o);'],
    ['it is set twice', 'o = o || {}; o = mend(o);'],
    ['there is another branch', 'if (!o) o = {}; else o = mend(o);'],
  ])('is open where %s', (_, fill) => {
    expect(wrapper(fill)[0]).toBe('given { … }');
  });

  it.each([
    ['something unknown', 'if (isOn) o = from();', 'given { a?: number|unknown, … }'],
    ['another', 'if (isOn) o = { b: 2 };', 'given { a?: number, b?: number }'],
    ['itself and more', 'o = { ...o, b: 2 };', 'given { a: number, b: number }'],
    [
      'itself and more, twice',
      'o = { ...o, b: 2 }; o = Object.assign(o, { c: 3 });',
      'given { a: number, b: number, c: number }',
    ],
  ])('may be set to %s', (_, fill, given) => {
    expect(wrapper(fill)[0]).toBe(given);
  });
});
