import { describe, expect, it } from 'vitest';
import { sites } from './sites.ts';

describe('of what a function returns, what its caller cannot come to does not count', () => {
  const plans = `type Plan = { kind: 'paid'; period: 'year' | 'month' } | { kind: 'free' };
const named = (plan: Plan): string => {
  if (plan.kind === 'paid') return \`\${plan.period} plan\`;
  return 'free plan';
};
const start = (plan: Plan) => nv('event', named(plan), {});\n`;
  it.each([
    ['the rest', `start({ kind: 'free' });`, ['free plan {}']],
    ['the first', `start({ kind: 'paid', period: 'year' });`, ['year plan {}']],
    ['any of its type, where that is not known', 'start(given);', ['year plan|month plan|free plan {}']],
    [
      'a clause of a switch',
      `const named = (kind) => { switch (kind) { case 'a': return 'first'; default: return 'other'; } };\nnv('event', named('a'), {});`,
      ['first {}'],
    ],
    [
      'the type of what is given',
      `const cleaned = (it) => { if (Array.isArray(it)) return [it]; if (typeof it === 'string') return it; return { it }; };\nnv('event', 'e', { n: cleaned('a') });`,
      ['e { n: string }'],
    ],
    [
      'what it has',
      `const named = (it) => { if ('kind' in it && typeof it.kind === 'string') return it.kind; return it.name; };\nnv('event', named({ kind: 'a' }), {});\nnv('event', named({ name: 'b' }), {});\nnv('event', named(on ? { kind: 'c' } : { kind: 'd' }), {});`,
      ['a {}', 'b {}', 'c|d {}'],
    ],
    [
      'either, where it may have lost what it had',
      `const named = (it) => { if ('kind' in it) return 'late'; return 'early'; };\nconst it = { kind: 'a' };\nif (on) delete it.kind;\nnv('event', named(it), {});`,
      ['late|early {}'],
    ],
    [
      'either, where something else decides',
      `const named = (kind) => { if (isLate(kind)) return 'late'; return 'early'; };\nnv('event', named('a'), {});`,
      ['late|early {}'],
    ],
    [
      'either, where what is given is set again',
      `const named = (kind) => { kind = kinds[kind]; if (kind === 'a') return 'first'; return 'other'; };\nnv('event', named('b'), {});`,
      ['first|other {}'],
    ],
  ])('%s', (_, code, expected) => {
    expect(sites(`${code.startsWith('start') ? plans : ''}${code}`)).toEqual(expected);
  });
});
