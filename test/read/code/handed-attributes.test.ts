import { describe, expect, it } from 'vitest';
import { placedSites as sites } from './sites.ts';

const wrapper = `const paid = (more) => nv('event', 'paid', more);`;

describe('a function that hands on attributes of which nothing is said is a tracking call', () => {
  it.each<[name: string, code: string, expected: readonly string[]]>([
    [
      'the whole object',
      `${wrapper}\npaid({ total: 1 });\npaid({ total: 'one' });`,
      ['a.tsx:2:1 paid { total: number } via paid', 'a.tsx:3:1 paid { total: string } via paid'],
    ],
    [
      'with attributes of its own',
      `const paid = (more) => nv('event', 'paid', { page: 'shop', ...more });\npaid({ total: 1 });`,
      ['a.tsx:2:1 paid { page: string, total: number } via paid'],
    ],
    [
      'through a variable, or nothing instead',
      `function paid(more) { const all = { ...(more ?? {}) }; nv('event', 'paid', all); }\npaid({ total: 1 });`,
      ['a.tsx:2:1 paid { total: number } via paid'],
    ],
    [
      'with more set in it, or put over it',
      `function paid(more) { more.page = 'shop'; delete more.secret; nv('event', 'paid', more); }\npaid({ total: 1, secret: '' });`,
      ['a.tsx:2:1 paid { total: number, page: string } via paid'],
    ],
    [
      'by `Object.assign`',
      `const paid = (more) => nv('event', 'paid', Object.assign({ page: 'shop' }, more));\npaid({ total: 1 });`,
      ['a.tsx:2:1 paid { page: string, total: number } via paid'],
    ],
    [
      'of a type that says nothing of it',
      `const paid = (more: Record<string, any>) => nv('event', 'paid', more);\npaid({ total: 1 });`,
      ['a.tsx:2:1 paid { total: number } via paid'],
    ],
    [
      'through functions that add to it',
      `${wrapper}\nconst inShop = (more) => paid({ page: 'shop', ...more });\ninShop({ total: 1 });`,
      ['a.tsx:3:1 paid { page: string, total: number } via inShop > paid'],
    ],
    [
      'in a callback that is kept',
      `function Page() { const paid = useCallback((more) => nv('event', 'paid', more), []); const late = debounce(paid); late({ total: 1 }); }`,
      ['a.tsx:1:115 paid { total: number } via paid'],
    ],
    [
      'what is left of a pattern',
      `const paid = ({ at, ...more }) => nv('event', 'paid', more);\npaid({ at: now, total: 1 });`,
      ['a.tsx:2:1 paid { total: number } via paid'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });

  it.each<[name: string, code: string, expected: readonly string[]]>([
    [
      'the name is not known',
      `const send = (more) => nv('event', next(), more);\nsend({ total: 1 });`,
      ['a.tsx:1:24 ? { … }'],
    ],
    ['nobody calls it', wrapper, ['a.tsx:1:24 paid { … }']],
    ['nobody writes what it is given', `${wrapper}\npaid(load());`, ['a.tsx:1:24 paid { … }']],
    [
      'not all write it: both count',
      `${wrapper}\npaid(load());\npaid({ total: 1 });`,
      ['a.tsx:1:24 paid { … }', 'a.tsx:3:1 paid { total: number } via paid'],
    ],
    [
      'others may call it, too',
      `const Page = () => { const paid = (more) => nv('event', 'paid', more); paid({ total: 1 }); return <Form onSubmit={paid} />; };`,
      ['a.tsx:1:45 paid { … }', 'a.tsx:1:72 paid { total: number } via paid'],
    ],
    [
      'its type says what it is',
      `const paid = (more: { total: number }) => nv('event', 'paid', more);\npaid({ total: 1 });`,
      ['a.tsx:1:43 paid { total: number }'],
    ],
    [
      'it is given a value of one',
      `const paid = (total) => nv('event', 'paid', { total });\npaid(1);`,
      ['a.tsx:1:25 paid { total: unknown }'],
    ],
    [
      'it is given a text',
      `const paid = (more: string) => nv('event', 'paid', more);\npaid('card');`,
      ['a.tsx:1:32 paid { … }'],
    ],
    [
      'it is a component',
      `const Paid = ({ more }) => <a onClick={() => nv('event', 'paid', more)} />;\nconst Page = () => <Paid more={{ total: 1 }} />;`,
      ['a.tsx:1:46 paid { … }'],
    ],
    [
      'it listens',
      `button.addEventListener('click', (event) => nv('event', 'paid', event));`,
      ['a.tsx:1:45 paid { … }'],
    ],
  ])('its call stays a call site where %s', (_, code, expected) => {
    expect(sites(code)).toEqual(expected);
  });
});
