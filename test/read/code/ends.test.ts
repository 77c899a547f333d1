import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

/** What is said of what a function returns, as it is sent. */
const returned = (body: string, head = 'function f()') =>
  sites(
    `declare const u: any, kind: 'a' | 'b', size: Size;\nenum Size { S = 's', L = 'l' }\n${head} { ${body} }\nnv('event', 'e', { v: f() });`,
  )[0]?.replace(/^e /, '');

describe('a function may hand back nothing', () => {
  it.each([
    ['where it leaves', `if (!u) return; return 'x';`],
    ['at its end', `if (u) return 'x';`],
    ['at the end of its other branch', `if (u) { return 'x'; } else { u.log(); }`],
    ['behind what failed', `try { return 'x'; } catch (error) { u.log(error); }`],
    ['behind a loop', `for (const one of u) if (one) return 'x';`],
    ['behind a loop that is left', `while (true) { if (u) return 'x'; if (u.done) break; }`],
    ['behind a clause that is left', `switch (u) { case 1: return 'x'; default: u.log(); break; }`],
    ['behind a switch without a clause for all', `switch (u) { case 1: return 'x'; case 2: return 'y'; }`],
    ['behind a switch that misses a value', `switch (kind) { case 'a': return 'x'; }`],
    ['behind a block that is left', `paid: { if (u) break paid; return 'x'; }`],
    [
      'behind a loop that one within leaves',
      `all: while (true) { for (const one of u) if (one) break all; if (u) return 'x'; }`,
    ],
    ['in a block', `{ if (u) return 'x'; }`],
    ['by its type', `if (u) return 'x';`, 'function f(): string | undefined'],
  ])('%s', (_, body, head?: string) => expect(returned(body, head)).toBe('{ v?: string }'));

  it('where it runs in a memo, and where its result is kept', () => {
    const code = `const v = useMemo(() => { if (u) return 'x'; }, [u]);\nnv('event', 'e', { v });`;
    expect(sites(code)).toEqual(['e { v?: string }']);
    const kept = `function f() { if (!u) return; return { n: 1 }; }\nconst it = f();\nnv('event', 'e', { ...it, n: it?.n, m: 1 });`;
    expect(sites(kept)).toEqual(['e { n?: number, m: number }']);
  });

  it('and then has no attributes', () => {
    const code = `const f = () => { if (u) return { n: 1 }; };\nnv('event', 'a', f());\nnv('event', 'b', { ...f(), m: 1 });`;
    expect(sites(code)).toEqual(['a { n?: number }', 'b { n?: number, m: number }']);
  });
});

describe('a function hands back something', () => {
  it.each([
    ['in each branch', `if (u) { return 'x'; } else { return 'y'; }`],
    ['or throws', `if (u) return 'x'; throw new Error('none');`],
    ['or does not come back', `if (u) return 'x'; assertNever(u);`],
    ['or ends all', `if (u) return 'x'; process.exit(1);`],
    ['in a loop without an end', `for (;;) { if (u) return 'x'; }`],
    [
      'in a loop of which only one within is left',
      `all: for (;;) { for (const one of u) { if (one) break; } if (u) return 'x'; }`,
    ],
    ['in each clause', `switch (u) { case 1: return 'x'; default: return 'y'; }`],
    ['in a clause for each value', `switch (kind) { case 'a': return 'x'; case 'b': return 'y'; }`],
    ['in a clause for each member', `switch (size) { case Size.S: return 'x'; case Size.L: return 'y'; }`],
    ['in a clause for the only value', `const one = 1; switch (one) { case 1: return 'x'; }`],
    ['whatever fails', `try { return 'x'; } catch { return 'y'; }`],
    ['in the end', `try { u.log(); } finally { return 'x'; }`],
    ['by its type', `if (u) return 'x'; u.done();`, 'function f(): string'],
    ['where another function in it returns nothing', `const g = () => { if (u) return; g(); }; return 'x';`],
  ])('%s', (_, body, head?: string) => expect(returned(body, head)).toBe('{ v: string }'));

  it('where the call cannot come to the place that hands back nothing', () => {
    const code = `function f(kind: string) { if (kind === 'none') return; return kind; }
nv('event', 'a', { v: f('some') });
nv('event', 'b', { v: f('none') });
nv('event', 'c', { v: f(any) });`;
    expect(sites(code)).toEqual(['a { v: string }', 'b {}', 'c { v?: string }']);
  });

  it('and its function is found', () => {
    const code = `function useTracking() { if (!u) return; return (name) => nv('event', name, {}); }\nconst send = useTracking();\nsend?.('sent');`;
    expect(sites(code)).toEqual(['sent {}']);
  });
});
