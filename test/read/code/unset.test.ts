import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

const types = `import type { M } from 'missing';
interface O { kind?: string; other: string }
type Maybe = string | undefined;
`;
const sent = (code: string) =>
  sites(`${types}function f(a: any, b: any, kind: 1 | 2) { ${code} nv('event', 'e', { v }); }`).map((each) =>
    each.replace(/^e /, ''),
  );

describe('a variable that is declared as nothing may still be that', () => {
  it.each([
    ['where a condition sets it', `let v; if (a) v = 'x';`],
    ['where not each branch does', `let v; if (a) { v = 'x'; } else if (b) { v = 'y'; }`],
    ['where setting it failed', `let v; try { v = JSON.stringify(a); } catch (error) { b(error); }`],
    ['where a loop sets it', `let v; for (const one of a) v = 'x';`],
    ['where a clause does not set it', `let v; switch (a) { case 1: v = 'x'; break; default: b(); }`],
    ['where no clause may be chosen', `let v; switch (a) { case 1: v = 'x'; }`],
    [
      'where a clause is left before',
      `let v; switch (a) { case 1: if (b) break; v = 'x'; break; default: v = 'y'; }`,
    ],
    ['where a block is left before', `let v; out: { if (a) break out; v = 'x'; }`],
    ['where a branch leaves a block', `let v; out: { if (a) { break out; } else { v = 'x'; } }`],
    ['where a loop goes on before', `let v; do { if (a) continue; v = 'x'; } while (b);`],
    ['where a loop is left before', `let v; for (;;) { do { if (a) break; v = 'x'; } while (b); break; }`],
    ['also by its type', `let v: string | undefined; if (a) v = 'x';`],
    ['by the type of a property', `let v: O['kind']; if (a) v = 'x';`],
    ['by an alias', `let v: Maybe; if (a) v = 'x';`],
    ['where it may be anything', `let v: any; if (a) v = 'x';`],
    ['where its type is of a missing package', `let v: M; if (a) v = 'x';`],
    ['where a property of that is its type', `let v: M['kind']; if (a) v = 'x';`],
  ])('%s', (_, code) => expect(sent(code)).toEqual(['{ v?: string }']));

  it.each([
    ['where it is set first', `let v; b(); v = 'x';`],
    ['where each branch sets it', `let v; if (a) v = 'x'; else { v = 'y'; }`],
    ['where each clause sets it', `let v; switch (a) { case 1: case 2: v = 'x'; break; default: v = 'y'; }`],
    [
      'where a clause is left behind that',
      `let v; switch (a) { case 1: v = 'x'; if (b) break; default: v = 'y'; }`,
    ],
    [
      'where a clause is chosen for each',
      `let v; switch (kind) { case 1: v = 'x'; break; case 2: v = 'y'; }`,
    ],
    ['where the others leave', `let v; if (a) v = 'x'; else return;`],
    ['where what failed leaves', `let v; try { v = JSON.stringify(a); } catch { throw b; }`],
    ['where a condition asks for it', `let v; if (a) v = 'x'; if (!v) return;`],
    ['where its type says so', `let v: string; if (a) v = 'x';`],
    ['where the type of a property says so', `let v: O['other']; if (a) v = 'x';`],
    ['where its type is one of the language', `let v: Uppercase<string>; if (a) v = 'x';`],
    [
      'where its type is of a missing package, but each branch sets it',
      `let v: M; if (a) v = 'x'; else v = 'y';`,
    ],
    ['where another function sets it', `let v; a.forEach(() => { v = 'x'; });`],
  ])('but not %s', (_, code) => expect(sent(code)).toEqual(['{ v: string }']));

  it('but not where it is used in the same branch', () => {
    const code = `function f(a) { let v; if (a) { v = 'x'; nv('event', 'e', { v }); } }`;
    expect(sites(code)).toEqual(['e { v: string }']);
  });
});

describe('what begins as something else than its type says', () => {
  const state = (made: string, read: string) =>
    sites(`function C() { ${made}; nv('event', 'e', { v: ${read} }); }`).map((each) =>
      each.replace(/^e /, ''),
    );
  it.each([
    ['const [n] = useState<number>()', 'n', '{ v?: number }'],
    ['const [n] = useState<number>(1)', 'n', '{ v: number }'],
    ['const [n, set] = useState<number>(); if (n === undefined) return', 'n', '{ v: number }'],
    ['const r = useRef<number>(null)', 'r.current', '{ v: null|number }'],
    ['const r = useRef<string>()', 'r.current', '{ v?: string }'],
    ['const r = useRef<number>(0)', 'r.current', '{ v: number }'],
    ['const r = ref<string>()', 'r.value', '{ v?: string }'],
    ['const r = other<string>()', 'r.value', '{ v: unknown }'],
    ['', 'process.env.STAGE', '{ v?: string }'],
    ['', 'process.env.NODE_ENV', '{ v: string }'],
    ['', `process.env.STAGE ?? 'none'`, '{ v: string }'],
  ])('%s %s', (made, read, expected) => expect(state(made, read)).toEqual([expected]));
});
