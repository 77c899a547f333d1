import { describe, expect, it } from 'vitest';
import { position } from '../../src/model/text.ts';
import { keyFinder, LaterKeys } from '../../src/read/later-keys.ts';
import { parseYaml } from '../../src/read/yaml.ts';
import { placeOf } from '../../src/read/yaml-tree.ts';

const text = `attributes:
  id:
    type: string
    pattern: a+
events:
  sent:
    status: active
    attributes:
      total: number
      id: { ref: id, pattern: b+ }
`;
const file = parseYaml('registry.yaml', text);
const otherwise = placeOf(file, undefined);

const places: [what: string, path: readonly string[], key: string, at: string][] = [
  ['a key of an event', ['events', 'sent'], 'status', '7:13'],
  ['what is no scalar, by its key', ['events', 'sent'], 'attributes', '8:5'],
  ['a key of an attribute', ['events', 'sent', 'attributes', 'id'], 'pattern', '10:31'],
  ['a key that is not there', ['events', 'sent', 'attributes', 'id'], 'maximum', '1:1'],
  ['an attribute that is no map', ['events', 'sent', 'attributes', 'total'], 'type', '1:1'],
  ['an event that is not there', ['events', 'paid'], 'status', '1:1'],
];

describe.each([
  ['while what was parsed is there', file],
  ['when it is gone', { ...file, root: undefined }],
])('Places of keys, %s', (_, of) => {
  const keys = new LaterKeys(of);

  it.each(places)('%s', (_what, path, key, at) => {
    const { source, span } = keys.placeIn(path, key, otherwise);
    const { line, column } = position(source, span.start);
    expect(`${line}:${column}`).toBe(at);
  });

  it.each([
    ['its own', 'pattern', 'b+'],
    ['one behind its ref', 'type', 'string'],
    ['its ref', 'ref', 'id'],
    ['one that neither has', 'maximum', ''],
  ])('a declaration finds %s', (_what, key, said) => {
    const own = { keys, path: ['events', 'sent', 'attributes', 'id'] };
    const find = keyFinder(own, otherwise, { keys, path: ['attributes', 'id'] });
    const { source, span } = find(key);
    expect(source.text.slice(span.start, span.end)).toBe(said);
  });
});
