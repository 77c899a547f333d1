import { describe, expect, it } from 'vitest';
import { hardCode } from './hard.ts';
import { read, describe as shown, sites } from './sites.ts';

/** A chain of `count` lines, each made of the one before. */
const chain = (count: number, line: (i: number, before: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i + 1, i)).join('\n');

describe('code that would take for ever ends, with what is known', () => {
  it.each([
    [
      'texts that double',
      `const a0 = x;\n${chain(40, (i, b) => `const a${i} = a${b} + a${b};`)}\nnv('event', a40, {});`,
      '? {}',
    ],
    [
      'known texts that double',
      `const a0 = 'x';\n${chain(40, (i, b) => `const a${i} = a${b} + a${b};`)}\nnv('event', a40, {});`,
      '? {}',
    ],
    [
      'conditions that double',
      `const a0 = 'x';\n${chain(40, (i, b) => `const a${i} = c ? a${b} : a${b} + '${i}';`)}\nnv('event', a40, {});`,
      '? {}',
    ],
    [
      'objects that double',
      `const a0 = { x: 1 };\n${chain(40, (i, b) => `const a${i} = { ...a${b}, ...a${b}, k${i}: 1 };`)}\nnv('event', 'e', a40);`,
      /^e \{ .*…/,
    ],
    [
      'lists that double',
      `const a0 = ['e', {}];\n${chain(40, (i, b) => `const a${i} = [...a${b}, ...a${b}];`)}\nconst send = (n, m) => nv('event', n, m);\nsend(...a40);`,
      '? { … }',
    ],
    [
      'a comparison with 20,000 names',
      `const f = (n) => { if (${chain(20_000, (i) => `${i > 1 ? '||' : ''} n === 'n${i}'`)}) nv('event', n, {}); };`,
      '? {}',
    ],
    [
      'functions that double',
      `const f0 = (n) => n;\n${chain(40, (i, b) => `const f${i} = (n) => f${b}(n) + f${b}(n);`)}\nnv('event', f40('x'), {});`,
      '? {}',
    ],
    [
      'wrappers that double',
      `const f0 = (n) => nv('event', n, {});\n${chain(16, (i, b) => `const f${i} = (n) => { f${b}(n); f${b}(n + '${i}'); };`)}`,
      /^\?/,
    ],
    [
      'names that stand for one another',
      `let ${chain(40, (i) => `a${i},`)} e;\n${chain(40, (i) => `${chain(40, (k) => `a${i} = f(a${k});`)}`)}\na1();\nnv('event', 'e', {});`,
      'e {}',
    ],
    [
      'a union of 5,000',
      `type N = ${chain(5000, (i) => `| 'n${i}'`)};\nconst f = (n: N) => nv('event', n, {});`,
      '? {}',
    ],
    [
      'an object of 20,000 keys',
      `nv('event', 'e', {\n${chain(20_000, (i) => `k${i}: ${i},`)}\n});`,
      /^e \{ k1: number/,
    ],
    ['80,000 calls that send nothing', `nv('event', 'e', {});\n${'f();\n'.repeat(80_000)}`, 'e {}'],
    ['8,000 calls', chain(8_000, (i) => `nv('event', 'e${i}', {});`), 'e1 {}'],
  ])('%s', (_, code, expected) => {
    const [first] = sites(code);
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  it('objects whose parts are made of one another, through functions that call one another', () => {
    const code = `
const first = (value: any) => {
  if (value && value.length) value = value.length ? value[0] : '';
  return String(value || '');
};
class Details {
  get(id: string): any {
    const object = { id };
    for (const [key, item] of Object.entries(load(id))) object[key] = item.value;
    return this.mapped(object);
  }
  mapped(object: any) {
    object = this.common(object || {});
    if (object.kind) object = this[object.kind](object);
    if (object.isFile) object = this.file(object);
    for (const key in keys[object.layout]) object[key] = object[keys[object.layout][key]];
    return object;
  }
  common(object: any) {
    object.name = first(object.name) || this.get('default').name;
    object.type = first(object.type);
    object.icon = first(object.icon);
    object.cover = first(object.cover);
    object.origin = first(object.origin);
    object.layout = Number(object.layout) || 1;
    return object;
  }
  file(object: any) {
    object.name = first(object.name);
    object.icon = first(this.get(object.id).icon);
    return object;
  }
}
function saved(name: string, object = new Details().get(name)) {
  const details: any = {};
  details.name = object.name;
  details.place = object.place;
  details.count = 1;
  nv('event', name, details);
}
saved('one');`;
    expect(sites(code)).toEqual(['one { name?: string|unknown, place: unknown, count: number }']);
  });
});

describe('code that is hard to read hides nothing of what stands around it', () => {
  it.each(hardCode.map((each) => [each.name, each] as const))('%s', (_, { files, size }) => {
    const { uses, problems } = read(files(size));
    const all = uses.map(shown);
    expect(all).toContain('before { n: number }');
    expect(all).toContain('after { n: number }');
    for (const { message } of problems)
      expect(message).toBe('The statement is nested too deeply to be read.');
  });

  // At some depth the parser still has stack enough, and what walks its tree must have it, too.
  it.each([1_000, 1_400, 1_800, 2_200, 2_600, 3_400, 6_000])('patterns in %i patterns', (depth) => {
    const code = `nv('event', 'before', {});\nconst ${'{ a: '.repeat(depth)}x${' }'.repeat(depth)} = y;\nnv('event', 'after', { x });`;
    expect(sites(code)).toEqual(['before {}', 'after { x: unknown }']);
  });

  it('a statement that is too deep is told where it stands, and the file is read on', () => {
    const deep = `${'f('.repeat(20_000)}1${')'.repeat(20_000)}`;
    const code = `nv('event', 'a', {});\nfunction g() {\n  nv('event', 'b', {});\n  const x = ${deep};\n  nv('event', 'c', {});\n}\nnv('event', 'd', {});`;
    const { uses, problems } = read({ 'a.ts': code });
    expect(uses.map(shown)).toEqual(['a {}', 'b {}', 'c {}', 'd {}']);
    expect(
      problems.map(
        ({ place, message }) => `${code.slice(place.span.start, place.span.start + 9)}: ${message}`,
      ),
    ).toEqual(['const x =: The statement is nested too deeply to be read.']);
  });
});
