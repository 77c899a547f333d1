import fc from 'fast-check';
import { shapes } from './value-shapes.ts';

/** A way to make a constant of three others, which may be the same ones, and how it is declared. */
export type Step = readonly [shape: string, x: number, y: number, z: number, how: string];

export const steps = fc.array(
  fc.tuple(
    fc.constantFrom(...shapes),
    fc.nat(),
    fc.nat(),
    fc.nat(),
    fc.constantFrom('const', 'const', 'let', 'part', 'item', 'preset'),
  ),
  { minLength: 1, maxLength: 5 },
);

const before = `const pick = (p, q) => (on() ? p : q);
function either({ one, other = one }) { const all = { one, other }; return on() ? all.one : all.other; }
class Kept { m = 'm'; constructor(n, m) { this.n = n; if (m) this.m = m; } get() { return this.n; } set(n) { this.n = n; return this; } static of(n) { return new Kept(n); } }
class Child extends Kept { own = 'own'; static kind = 'kind'; constructor(n, m) { super(n); this.own = m ?? this.own; } get both() { return this.n + '_' + this.own; } get() { return super.get() ?? 'none'; } }
const kept = new Kept('k');
const tag = (texts, value) => texts[1] + value;
function parts(n, k) { return { n, m: k && { k } }; }
const merged = (given = {}) => ({ n: 'd', ...given });
const curried = (p) => (q) => (on() ? p : q);
const compose = (f, g) => (x) => f(g(x));
function recursed(p, times) { return times > 0 ? recursed(p, times - 1) : p; }
function setting(p) { const o = {}; if (on()) o.n = p; else o.n = 'else'; return o.n; }
const now = (f) => f();
function eitherOf(...all) { for (const each of all) if (on() && each) return each; }
const chained = (n) => ({ with: (m) => chained(m ?? n), done: () => n });
const memo = (f) => { let value; return () => (value ??= f()); };
const later2 = (f) => { let got; f((p) => { got = p; }); return got; };
`;

/** A program that sends what the last of some constants is. */
export function codeOf(steps: readonly Step[]): string {
  const lines = steps.map(([shape, x, y, z, how], at) => {
    const one = (seed: number) => (at === 0 ? [`'a'`, `'b_c'`, `'z'`][seed % 3] : `c${seed % at}`) as string;
    const value = shape.replace(/\bX\b|\bY\b|\bZ\b/g, (name) => one(name === 'X' ? x : name === 'Y' ? y : z));
    const made = shape.startsWith('function') ? `(${value})` : value;
    if (how === 'part') return `const { n: c${at} } = { n: ${made} };`;
    if (how === 'item') return `const [c${at}] = [${made}];`;
    if (how === 'preset') return `const { n: c${at} = 'p' } = { n: ${made} };`;
    return `${how} c${at} = ${made};`;
  });
  const last = `c${steps.length - 1}`;
  return `${before}${lines.join('\n')}\nnv('event', ${last}, {});\nnv('event', 'seen', { v: ${last} });`;
}
