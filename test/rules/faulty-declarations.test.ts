import { describe, expect, test } from 'vitest';
import { lintExample } from '../support/lint-example.ts';

/** A registry of one event, of which some lines are given; other events send what they like. */
function registryOf(...lines: string[]): string {
  return [
    'registry: 1',
    'events:',
    '  sent:',
    '    description: Sent.',
    '    owner: shop',
    ...lines,
    '',
  ].join('\n');
}

/** What is found, in short: a faulty declaration is told itself, and what is sent is not told to be missing from it. */
function found(registry: string, code: string): string[] {
  return lintExample({ registry, code }).findings.map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

describe('an attribute whose declaration cannot be understood', () => {
  test.each([
    ['a type that is none', registryOf('    attributes:', '      size: { type: text }')],
    ['a shared attribute that is none', registryOf('    attributes:', '      size: { ref: sice }')],
    ['no type', registryOf('    attributes:', '      size: { required: true }')],
    ['a list', registryOf('    attributes:', '      size: [string]')],
    ['a list in place of all attributes', registryOf('    attributes: [size]')],
    ['a word in place of the event', 'registry: 1\nevents:\n  sent: size\n'],
  ])('%s: the registry alone is told', (_, registry) => {
    for (const code of [`nv('event', 'sent', { size: 'x' });`, `nv('event', 'sent', { size: 1 });`]) {
      const findings = found(registry, code);
      expect(findings.filter((finding) => !finding.startsWith('registry-'))).toEqual([]);
      expect(findings.some((finding) => finding.startsWith('registry-schema'))).toBe(true);
    }
  });

  test('leaves the others of its event as they are', () => {
    const registry = registryOf('    attributes:', '      size: text', '      colour: string');
    expect(found(registry, `nv('event', 'sent', { size: 1, colour: 2, shelf: 3 });`)).toEqual([
      'registry-schema: `size` is "text"; it must be one of string, number, boolean, date, object, object[].',
      'type-lock: Attribute `colour` of `sent` is sent as number here; it is locked to string by the registry.',
      'unknown-attribute: Attribute `shelf` is not declared for event `sent`.',
    ]);
  });

  test('keeps the type that the lock gives it', () => {
    const lock = '# eventlint lock 1\nsent.size: number since 2026-01-10 from registry\n';
    const registry = registryOf('    attributes:', '      size: text');
    const { findings } = lintExample({ registry, lock, code: `nv('event', 'sent', { size: 'x' });` });
    expect(findings.map(({ ruleId }) => ruleId).sort()).toEqual(['registry-schema', 'type-lock']);
  });
});

test('between bounds that contradict one another no value is judged', () => {
  const registry = registryOf('    attributes:', '      size: { type: number, minimum: 2, maximum: 1 }');
  expect(found(registry, `nv('event', 'sent', { size: 1.5 });`)).toEqual([
    'registry-schema: `size` has the minimum 2 above the maximum 1: no value fits.',
  ]);
});
