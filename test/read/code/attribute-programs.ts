import fc from 'fast-check';

/** A label that none in it has. */
const labelOf = (a: string, b: string) => `out${a.length + b.length}`;

/** Statements that change an object and send it, under all that decides whether they run. Each call that sends has a name of its own. */
export const { body } = fc.letrec<{ body: string; statement: string }>((tie) => ({
  body: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map((all) => all.join('\n')),
  statement: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.constantFrom(
      `d.a = 1;`,
      `d.b = 's';`,
      `d.a = 's';`,
      `delete d.a;`,
      `d['c'] = true;`,
      `d.a += 1;`,
      `d[key()] = 1;`,
    ),
    fc.constantFrom(
      `Object.assign(d, { b: 1 });`,
      `Object.assign(d, more);`,
      `d = { ...d, c: 1 };`,
      `d = { c: 's', ...d };`,
    ),
    fc.constantFrom(
      `d = on() ? d : { a: 1 };`,
      `d = { ...(on() && { b: true }), a: d.a };`,
      `d = { ...d, ...more };`,
    ),
    fc.constantFrom(
      `{ const { a, ...rest } = d; d = rest; }`,
      `({ a: d.b } = d);`,
      `d = make(d);`,
      `fill(d);`,
      `more.b = 's';`,
    ),
    fc.constantFrom(
      'SEND(d);',
      'SEND(d);',
      'SEND(d);',
      'SEND({ ...d });',
      'SEND({ a: d.a, ...more });',
      'SEND(make(d));',
    ),
    fc.constantFrom(
      `if (on()) return;`,
      `if (on()) set();`,
      `if (d.a) d.b = 1;`,
      `if (!d.b) d.b = 's';`,
      `d.a ??= 's';`,
    ),
    fc.tuple(tie('body'), tie('body')).map(([a, b]) => `if (on()) {\n${a}\n} else {\n${b}\n}`),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([a, b]) => `for (let i = 0; i < 2; i++) {\n${a}\nif (on()) break;\n${b}\n}`),
    tie('body').map((a) => `[1, 2].forEach(() => {\n${a}\n});`),
    fc.tuple(tie('body'), tie('body')).map(([a, b]) => `later(() => {\n${a}\n});\n${b}`),
    tie('body').map((a) => `set = () => {\n${a}\n};`),
    fc.constantFrom(
      `d.a ||= 's';`,
      `d.b &&= 1;`,
      `d['e'] ??= on() ? 1 : undefined;`,
      `d.p = on() ? { q: 1 } : undefined;`,
      `d.p?.q && (d.q = d.p.q);`,
      `Object.assign(d, on() ? { g: 1 } : null);`,
      `Object.assign(d, { a: undefined });`,
      `d = Object.assign({}, d, more, { h: 's' });`,
      `d = { ...more, ...(on() ? { i: 1 } : {}), ...d };`,
    ),
    fc.constantFrom(
      `{ const { b = 1, ...rest } = d; d = { ...rest, b }; }`,
      `{ const { p: { q = 's' } = {} } = d; d.q = q; }`,
      `{ const [j = 's', ...k] = on() ? [] : [1, 2]; d.j = j; d.k = k; }`,
      `[d.a, d.b] = [d.b, d.a];`,
      `({ a: d.l = 1 } = { ...d });`,
      `for (const key of ['a', 'n']) d[key] = 's';`,
      `for (const [key, value] of Object.entries(more)) d[key] = value;`,
      `for (const key in more) if (on()) delete d[key];`,
      `d = Object.fromEntries(Object.entries(d).filter(([key]) => key !== 'a'));`,
      `d = structuredClone(d);`,
      `delete more.b;`,
    ),
    fc.constantFrom(
      `more = { o: 1 };`,
      `more = d;`,
      `{ const other = d; other.r = 1; }`,

      `defaulted(on() ? d : undefined);`,
      `d = defaulted(on() ? d : undefined);`,
      `d = built(d).done();`,
      `new Holder(d).fill();`,
      `d = new Holder(d).all();`,
      `{ const own = new Holder(d); own.d.z = 1; }`,
    ),
    fc.constantFrom(
      'SEND(more);',
      'SEND({ x: d.a, ...(d.b ? { y: d.b } : {}) });',
      'SEND({ a: d.a ?? 1, b: d.p?.q });',
      'SEND(on() ? d : more);',
      'SEND(new Holder(d).all());',
      'SEND((on(), d));',
      'SEND({ ...d, ...more, a: undefined });',
      'SEND({ get a() { return 1; }, ["b"]: d.a });',
      'SEND(defaulted(d));',
      'SEND(defaulted());',
    ),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([a, b]) => `${labelOf(a, b)}: {\n${a}\nif (on()) break ${labelOf(a, b)};\n${b}\n}`),
    fc
      .tuple(tie('body'), tie('body'), tie('body'))
      .map(
        ([a, b, c]) =>
          `try {\nif (on()) throw 0;\n${a}\n} catch {\n${b}\nif (on()) return;\n} finally {\n${c}\n}`,
      ),
    fc
      .tuple(tie('body'), tie('body'))
      .map(
        ([a, b]) => `switch (d.a) { case 1:\n${a}\nif (on()) break;\ncase 's':\n${b}\ndefault: d.w = 1; }`,
      ),
    fc
      .tuple(tie('body'), tie('body'))
      .map(([a, b]) => `do {\n${a}\nif (on()) continue;\n${b}\n} while (on());`),
    tie('body').map((a) => `if (d.a === 1) {\n${a}\n}`),
    tie('body').map((a) => `if (typeof d.a !== 'string') return;\n${a}`),
    tie('body').map((a) => `{ const g = () => {\n${a}\n};\nif (on()) g(); }`),
    tie('body').map((a) => `(async () => {\n${a}\n})().catch(() => {});`),
    fc.constantFrom(
      `{ let t; if (on()) t = 's'; d.t = t; }`,
      `{ let t; switch (d.a) { case 1: t = 's'; break; case 's': t = 1; } d.t = t; }`,
      `{ let t; out: { if (on()) break out; t = 1; } d.t = t; }`,
      `d.u = kindOf(d.a);`,
      `d.u = kindOf(on() ? 1 : 's');`,
      `d.u = ended(on());`,
      `d.v = d.x = on() ? 1 : 's';`,
      `d.a++;`,
      `d.n = (d.n ?? 0) + 1;`,
      `if ('b' in d) d.has = true;`,
      `if (d.t) d.t = 1; else d.t = true;`,
    ),
    fc.constantFrom(
      `for (const each of [{ a: 1 }, { b: true }]) d = { ...d, ...each };`,
      `[{ a: 's' }].forEach((each) => Object.assign(d, each));`,
      `Object.entries(more).forEach(([key, value]) => { d[key] = value; });`,
      `for (let i = 0; i < 2; i++) d[\`k\${i}\`] = i;`,
      `for (const x of [1, 's']) later(() => { d.c = x; });`,
      `{ const all = []; for (const x of [1, 's']) all.push(() => x); d.x = all[1](); }`,
      `for (const each of each2(d)) d = { ...each, g: 1 };`,
      `d = [d, more].reduce((all, each) => ({ ...all, ...each }), {});`,
      `d = [d, more][on() ? 0 : 1];`,
      `[d, more] = [more, d];`,
    ),
    fc.constantFrom(
      `({ d = { z: 1 } } = on() ? { d } : {});`,
      `({ b: more.b = 1, ...more } = d);`,
      `d = (on() && d) || more;`,
      `d = (more.q = 1, d);`,
      `{ const { a = 's', ...rest } = d; d = { a, ...rest, r: 1 }; }`,
      `{ const inner = (it = d) => { it.i = 1; return it; }; inner(); inner(more); }`,
      `bump(d);`,
      `bump(d, 'l');`,
      `bump(d, on() ? 'l' : 'l2', 's');`,
      `fill.call(null, d);`,
      `fill.apply(null, [d]);`,
      `[d, more].forEach(fill);`,
      `fill(...[d]);`,
      `d = finished(d);`,
      `d = { get gg() { return on() ? 1 : 's'; }, ...more };`,
      `d = { ...new Sub(d) };`,
    ),
    fc.constantFrom(
      `{ const copy = { ...d }; d.late = 1; SEND(copy); }`,
      'SEND(picked(d));',
      'SEND({ ...(on() ? { a: 1 } : null), ...(d.a === 1 && { one: true }) });',
      'SEND(Object.fromEntries(Object.entries(d).map(([k, v]) => [k, String(v)])));',
      'SEND(Object.fromEntries(Object.keys(d).map((k) => [k, d[k]])));',
      'SEND(d.p ?? more);',
      'SEND(new Sub(d).all());',
      'SEND({ ...new Sub(d) });',
      'SEND(finished({ ...d }));',
      'SEND({ u: kindOf(d.a), e: ended(d.b) });',
      `SEND({ n: 1, ...more, ...(d.a ? more : d) });`,
      `SEND((() => { const o = {}; if (on()) o.a = 1; else return d; return o; })());`,
    ),
    fc
      .tuple(tie('body'), tie('body'))
      .map(
        ([a, b]) =>
          `${labelOf(a, b)}: for (const x of [1, 's']) {\nfor (const y of [1, 2]) {\n${a}\nif (on()) continue ${labelOf(a, b)};\n}\n${b}\n}`,
      ),
    fc
      .tuple(tie('body'), tie('body'))
      .map(
        ([a, b]) =>
          `for (const x of [1, 's']) {\nswitch (x) { case 1: {\n${a}\nif (on()) continue;\nbreak; }\ncase 's':\n${b}\n} }`,
      ),
    tie('body').map((a) => `try {\n${a}\n} finally { d.y = 1; }`),
  ),
}));

/** What the statements call. */
export const before = `const make = (it) => ({ ...it, m: 1 });
const fill = (it) => { it.f = 1; };
const defaulted = (it = { dd: 1 }) => { it.ee = 's'; return it; };
const built = (it) => ({ done: () => ({ ...it, bb: 1 }) });
class Holder { extra = 1; constructor(it) { this.d = it; } fill() { this.d.hh = 1; return this; } all() { return { ...this.d, extra: this.extra }; } }
class Sub extends Holder { own = 's'; static kept = 1; get got() { return this.own; } all() { return { ...super.all(), own: this.own, got: this.got }; } }
function kindOf(k) { switch (k) { case 1: return 'one'; case 's': return 2; } }
function ended(x) { if (x) return 's'; }
function* each2(it) { yield it; yield { y2: 1 }; }
const bump = (it, key = 'k', value = 1) => { it[key] = value; };
const finished = (it) => { try { return it; } finally { it.ff = 1; } };
const picked = ({ a, b = 's', ...rest }) => ({ a, b, n: rest.n });
`;
