import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const found = (code: string) => sites(code).map((each) => each.replace(/^e /, ''));

describe('a name that is compared with values is one of them', () => {
  const sent = `nv('event', name, {});`;
  it.each([
    [`if (name === 'a') ${sent}`, 'a {}'],
    [`if ('a' === name) ${sent}`, 'a {}'],
    [`if (name !== 'a') ${sent}`, 'b|c {}'],
    [`if (name === 'a') return; ${sent}`, 'b|c {}'],
    [`if (name === 'a' || name === 'b') ${sent}`, 'a|b {}'],
    [`if (name !== 'a' && name !== 'b') ${sent}`, 'c {}'],
    [`if (['a', 'b'].includes(name)) ${sent}`, 'a|b {}'],
    [`if (name === A) ${sent}`, 'a {}'],
    [`name === 'a' ? ${sent.slice(0, -1)} : other();`, 'a {}'],
    [`switch (name) { case 'a': ${sent} break; case 'b': other(); }`, 'a {}'],
    [`switch (name) { case 'a': case 'b': ${sent} }`, 'a|b {}'],
    [`switch (name) { case 'a': other(); case 'b': { ${sent} } }`, 'a|b {}'],
    [`switch (name) { case 'a': return; default: ${sent} }`, 'b|c {}'],
    [`switch (name) { case 'a': other(); break; case 'b': default: ${sent} }`, 'b|c {}'],
  ])('%s', (code, site) => {
    expect(sites(`const A = 'a';\nfunction f(name: 'a' | 'b' | 'c') { ${code} }`)).toEqual([site]);
  });

  it('also where only its type was known', () => {
    expect(sites(`function f(name: string) { if (name === 'a') nv('event', name, {}); }`)).toEqual(['a {}']);
  });

  it.each([
    `if (name === 'a' || other) ${sent}`,
    `if (other === 'a') ${sent}`,
    `if (name === 'a') other(); ${sent}`,
    `if (name === load()) ${sent}`,
    `if (name.kind === 'a') ${sent}`,
    `switch (other) { case 'a': ${sent} }`,
    `switch (name) { case load(): ${sent} }`,
    `if (name === 'a') { name = load(); } ${sent}`,
  ])('but not by %s', (code) => {
    const [only, ...others] = sites(`function f(name: 'a' | 'b', other: any) { ${code} }`);
    expect(others).toEqual([]);
    expect(only).toMatch(/^(a\|b|b\|\?|\?)/);
  });
});

const types = `interface Paid { type: 'paid'; total: number; by: 'card' | 'cash' }
interface Left { type: 'left'; page: string; by?: number }
type Event = Paid | Left;`;

describe('an object that is compared by a tag is of the type with that tag', () => {
  const sent = `nv('event', 'e', event);`;
  const paid = '{ type: string, total: number, by: string }';
  const left = '{ type: string, page: string, by?: number }';
  it.each([
    [`if (event.type === 'paid') ${sent}`, paid],
    [`if ('paid' === event.type) ${sent}`, paid],
    [`if (event.type !== 'paid') ${sent}`, left],
    [`if (event.type === 'paid') return; ${sent}`, left],
    [`if (event?.type === 'left' && other) ${sent}`, left],
    [`switch (event.type) { case 'paid': ${sent} break; case 'left': break; }`, paid],
    [`switch (event.type) { case 'paid': break; default: ${sent} }`, left],
    [`if ('total' in event) ${sent}`, paid],
    [`if ('total' in event) return; ${sent}`, left],
    [`if (event.type === 'paid') nv('event', 'e', { n: event.total });`, '{ n: number }'],
    [`if (event.type === 'paid') nv('event', 'e', { ...event });`, paid],
  ])('%s', (code, site) => {
    expect(found(`${types}\nfunction f(event: Event, other: any) { ${code} }`)).toEqual([site]);
  });

  it('also as a property of another', () => {
    const code = `function f(it: { event?: Event }) { if (it.event?.type === 'paid') nv('event', it.event.type, it.event); }`;
    expect(found(`${types}\n${code}`)).toEqual([`paid ${paid}`]);
  });

  const both = '{ type: string, total?: number, by?: number|string, page?: string }';
  it.each([
    [sent],
    [`if (event.by === 'card') other(); ${sent}`],
    [`if (other.type === 'paid') ${sent}`],
    [`if (event.type === load()) ${sent}`],
    [`if ('by' in event) ${sent}`],
    [`if (event.type === 'paid' || other) ${sent}`],
  ])('but of any of them by %s', (code) => {
    expect(found(`${types}\nfunction f(event: Event, other: any) { ${code} }`)).toEqual([both]);
  });

  it('which is known for each of their properties', () => {
    expect(found(`${types}\nfunction f({ by, type }: Event) { nv('event', type, { by }); }`)).toEqual([
      'paid|left { by?: number|string }',
    ]);
  });
});
