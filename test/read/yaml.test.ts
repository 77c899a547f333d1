import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/model/input-error.ts';
import { parseYaml } from '../../src/read/yaml.ts';
import { get, items, pairs, placeOfPointer, plain, type YamlNode } from '../../src/read/yaml-tree.ts';

describe('a YAML text', () => {
  it.each([
    ['scalars', 'a: text\nb: 1.5\nc: true\nd: null\ne:\n', { a: 'text', b: 1.5, c: true, d: null, e: null }],
    ['lists and maps', 'a: [1, {b: c}]\nd:\n  - e: f\n', { a: [1, { b: 'c' }], d: [{ e: 'f' }] }],
    ['an alias', 'a: &x {b: 1}\nc: *x\n', { a: { b: 1 }, c: { b: 1 } }],
    ['an alias of a key', '&x a: 1\nb: {*x : 2}\n', { a: 1, b: { a: 2 } }],
    ['keys that are no texts', 'null: 1\n2024: 2\n1e3: 3\n', { null: 1, '2024': 2, '1e3': 3 }],
    ['a key that is a list', '? [a, b]\n: c\n', { '[a, b]': 'c' }],
    ['a key without a value', '? a\n? b\n', { a: null, b: null }],
    ['numbers that JSON does not have', 'a: .inf\nb: .nan\n', { a: '.inf', b: '.nan' }],
    ['a time', 'a: !!timestamp 2026-01-01\n', { a: '2026-01-01' }],
    ['a set', 'a: !!set {b, c}\n', { a: { b: null, c: null } }],
    ['keys of all objects', 'constructor: 1\ntoString: 2\n', { constructor: 1, toString: 2 }],
    ['nothing but a comment', '# nothing\n', undefined],
  ])('of %s is data', (_, text, data) => {
    expect(plain(parseYaml('a.yaml', text).root)).toEqual(data);
  });

  it('may have a key by the name of the prototype', () => {
    const data = plain(parseYaml('a.yaml', '__proto__: {a: 1}\n').root);
    expect(JSON.stringify(data)).toBe('{"__proto__":{"a":1}}');
  });

  it.each([
    ['a list within itself', 'a: &x [*x]\n', 'an alias stands for what it is a part of'],
    ['a map within itself', 'a: &x {b: {c: *x}}\n', 'an alias stands for what it is a part of'],
    ['deep nesting', `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}\n`, 'it is nested too deeply'],
    ['brackets that nobody closes', `a: ${'{b: '.repeat(2000)}\n`, 'it is nested too deeply'],
    ['deep nesting of lists', `a:\n  ${'- '.repeat(5000)}b\n`, 'it is nested too deeply'],
  ])('of %s cannot be read', (_, text, why) => {
    expect(() => parseYaml('a.yaml', text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(why) }),
    );
    expect(() => parseYaml('a.yaml', text)).toThrow(InputError);
  });

  it('may be nested as deeply as anybody writes', () => {
    const text = `a: ${'['.repeat(200)}${']'.repeat(200)}\nb:\n  ${'- '.repeat(198)}c\n`;
    const indented = Array.from({ length: 399 }, (_, i) => `${' '.repeat(i)}a:\n`).join('');
    expect(parseYaml('a.yaml', indented).root?.kind).toBe('map');
    expect(pairs(parseYaml('a.yaml', text).root).map(({ key }) => key.text)).toEqual(['a', 'b']);
  });

  it('knows where everything stands', () => {
    const text = 'name: &n "a b" # said\nlist:\n  - x\n  - {y: *n}\n"quoted key": z\n';
    const { root } = parseYaml('a.yaml', text);
    const at = (node: { start: number; end: number } | undefined) => text.slice(node?.start, node?.end);
    expect(at(get(root, 'name'))).toBe('"a b"');
    expect(items(get(root, 'list')).map(at)).toEqual(['x', '{y: *n}']);
    expect(at(get(items(get(root, 'list'))[1], 'y'))).toBe('"a b"');
    expect(pairs(root).map(({ key }) => at(key))).toEqual(['name', 'list', '"quoted key"']);
  });

  it.each([
    ['/list/0', undefined, 'x'],
    ['/list/1', undefined, '{y: 1}'],
    ['/list/1', 'y', 'y'],
    ['/list', undefined, 'list'],
    ['/list/7', undefined, ''],
    ['/a~1b', undefined, 'slash'],
  ])('has the place of the pointer %s', (pointer, key, found) => {
    const file = parseYaml('a.yaml', 'list:\n  - x\n  - {y: 1}\na/b: slash\n');
    const { source, span } = placeOfPointer(file, pointer, key);
    expect(source.text.slice(span.start, span.end)).toBe(found);
  });

  it('is the same when it was written as JSON and read again', () => {
    const { root } = parseYaml('a.yaml', 'a: &x [1, "b"]\nc: *x\n? d\n? [e]\n: .inf\n');
    const again = JSON.parse(JSON.stringify(root)) as YamlNode;
    expect(again).toEqual(root);
  });

  it('tells keys that stand twice and comments that name this tool', () => {
    const text = 'a: 1 # eventlint-disable-line x\nb: 2 # else\na: 3\n';
    const { duplicates, comments } = parseYaml('a.yaml', text);
    expect(duplicates.map((range) => text.slice(...range))).toEqual(['a']);
    expect(comments.map((range) => text.slice(...range))).toEqual(['# eventlint-disable-line x']);
  });
});
