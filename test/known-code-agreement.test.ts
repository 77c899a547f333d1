import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

/** What each file may hold: what one says decides what is found in others. */
const contents: Readonly<Record<string, readonly (string | null)[]>> = {
  'names.ts': [`export const NAME = 'one';\n`, `export const NAME = 'two';\n`, null],
  'track.ts': [
    `export function track(name: string, more = {}) {\n  nv('event', name, more);\n}\n`,
    `export function track(name: string, more = {}) {\n  nv('event', 'tracked_' + name, { ...more, by: 'track' });\n}\n`,
    `export const track = (name: string) => console.log(name);\n`,
  ],
  'index.ts': [
    `export * from './track';\n`,
    `export { track as track } from './track';\nexport * from './names';\n`,
  ],
  'hook.ts': [`import { track } from './index';\nexport const useTrack = () => track;\n`, null],
  'a.ts': [
    `import { NAME } from './names';\nimport { track } from './index';\ntrack(NAME, { total: 1 });\n`,
    `import { useTrack } from './hook';\nconst send = useTrack();\nsend('hooked');\n`,
    `nv('event', 'plain', {});\n`,
    `export const a = 1;\n`,
  ],
  'b.ts': [`import { track } from './track';\ntrack('b', { at: new Date() });\n`, null],
};

type Step = {
  readonly file: string;
  readonly text: string | null;
  readonly after: 'nothing' | 'add' | 'commit';
};

const step: fc.Arbitrary<Step> = fc.constantFrom(...Object.keys(contents)).chain((file) =>
  fc.record({
    file: fc.constant(file),
    text: fc.constantFrom(...(contents[file] as readonly (string | null)[])),
    after: fc.constantFrom('nothing', 'add', 'commit'),
  }),
);

it('whatever is edited, staged and committed, what is remembered agrees with what is read anew', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 3, maxLength: 4 }), (steps) => {
      const caches = mkdtempSync(join(tmpdir(), 'eventlint-agreement-'));
      const repository = new Repository({ XDG_CACHE_HOME: caches, LOCALAPPDATA: caches });
      try {
        repository.commit({
          'event-registry.yaml': 'registry: 1\ndefaults: { owner: shop }\nevents: {}\n',
          ...Object.fromEntries(Object.entries(contents).map(([file, [text]]) => [file, text as string])),
        });
        const there = new Set(Object.keys(contents));
        for (const { file, text, after } of steps) {
          if (text !== null || there.has(file)) repository.write({ [file]: text });
          if (text === null) there.delete(file);
          else there.add(file);
          if (after === 'add') repository.git('add', '--all');
          if (after === 'commit') repository.commit();
          for (const command of ['extract --format json', 'check --staged --format json'])
            expect(repository.eventlint(command).stdout).toBe(
              repository.eventlint(`${command} --no-cache`).stdout,
            );
        }
      } finally {
        repository.remove();
        rmSync(caches, { recursive: true, force: true });
      }
    }),
    { numRuns: 3 },
  );
}, 300_000);
