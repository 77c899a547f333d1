import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

/** What each file may hold: what one says decides what is found in others, and not in all of them. */
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
  'only.ts': [
    `export function only(name: string) {\n  nv('event', name === 'x' ? 'first' : 'second', {});\n}\n`,
  ],
  'calls-only.ts': [
    `import { only } from './only';\nonly('x');\n`,
    `export const nothing = 1;\n`,
    `import { only } from './only';\nimport { x } from 'lacking';\nonly(x);\nnv('event', x, {});\n`,
  ],
  'detail.ts': [
    `export const detail = { size: 1 };\nexport type Detail = { size: number; colour?: string };\n`,
    `export const detail = { size: 'large', colour: 'red' };\nexport type Detail = { size: string };\n`,
    `export { detail } from './other-detail';\nexport interface Detail { weight: number }\n`,
  ],
  'other-detail.ts': [
    `export const detail = { other: true };\n`,
    `export const detail = { other: new Date(), more: 1 };\n`,
  ],
  'uses-detail.ts': [
    `import { detail } from './detail';\nnv('event', 'detailed', { ...detail });\n`,
    `import { detail as given } from './between';\nnv('event', 'detailed', given);\n`,
  ],
  'between.ts': [
    `export * from './detail';\n`,
    `import { detail } from './other-detail';\nexport { detail };\n`,
    `export const detail = {};\n`,
  ],
  'typed.ts': [
    `import type { Detail } from './detail';\nexport const send = (detail: Detail) => nv('event', 'typed', detail);\n`,
  ],
  'c.tsx': [
    `import { detail } from './between';\nexport const C = () => <a onClick={() => nv('event', 'clicked', { at: detail.size })}>x</a>;\n`,
    `import { track } from './track';\nimport { Button } from './button';\nexport const C = () => <Button onTrack={track} />;\n`,
    `import { Button } from './button';\nexport const C = () => <Button onTrack={(n) => nv('event', n, {})} />; (\n`,
  ],
  'button.tsx': [
    `export const Button = ({ onTrack }) => <button onClick={() => onTrack('pressed')} />;\n`,
    `export const Button = () => <button />;\n`,
  ],
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
    fc.property(fc.array(step, { minLength: 4, maxLength: 5 }), (steps) => {
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
          for (const command of ['extract --format json', 'check --staged --format json']) {
            const [known, anew] = [command, `${command} --no-cache`].map((each) =>
              repository.eventlint(each),
            );
            expect(anew?.status).toBeLessThan(2);
            expect([known?.stdout, known?.stderr]).toEqual([anew?.stdout, anew?.stderr]);
          }
        }
      } finally {
        repository.remove();
        rmSync(caches, { recursive: true, force: true });
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 300_000);
