import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Repository } from './support/repository.ts';

const registry =
  'registry: 1\ndefaults: { owner: shop }\nevents:\n  order_paid: { description: Paid., status: draft, attributes: { total: number } }\n';
const track = `export function track(name: string, more = {}) {\n  nv('event', name, more);\n}\n`;
const files = {
  'event-registry.yaml': registry,
  'names.ts': `export const NAME = 'order_paid';\n`,
  'plugin.json': '{ "id": "order_paid" }\n',
  'track.ts': track,
  'send.ts': `import { track } from './track';\nexport const send = (name: string) => track(name);\n`,
  'alias.ts': `export { send as report } from './send';\n`,
  'plain.ts': `export const help = (name: string) => name;\n`,
  'url.ts': `export const url = 'https://event-api.notifyvisitors.com/api/event';\n`,
  'context.tsx': `import { createContext } from 'react';\nimport { track } from './track';\nexport const Tracking = createContext<{ log: (name: string) => void } | undefined>(undefined);\nexport const App = () => <Tracking.Provider value={{ log: (name) => track(name) }}>x</Tracking.Provider>;\n`,
  'uses.ts': `import { track } from './track';\nimport { send } from './send';\nimport { report } from './alias';\nimport { NAME } from './names';\ntrack(NAME);\nsend('order_paid');\nreport('order_paid');\n`,
  'data.ts': `import plugin from './plugin.json';\nnv('event', plugin.id, {});\n`,
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`other${i}.ts`, `nv('event', 'order_paid', { total: ${i} });\n`]),
  ),
};

/** What is handed from file to file: by a hook, as a prop, under another name. */
const handing = {
  'go.ts': `import { send } from './plain';\nexport const report = (name: string) => send(name);\n`,
  'hook.ts': `import { track } from './track';\nexport const useTrack = () => track;\n`,
  'hook2.ts': `import { track } from './track';\nexport const useTrack = () => track;\n`,
  'button.tsx': `export const Button = ({ onTrack }) => <button onClick={() => onTrack('order_paid')} />;\n`,
  'link.tsx': `export const useLink = ({ onTrack }) => (name: string) => onTrack(name);\n`,
  'form.tsx': `import { track } from './track';\nimport { Button } from './button';\nexport const Form = () => <Button onTrack={track} />;\n`,
};

let repository: Repository;
let putBack: () => void;
beforeAll(() => {
  repository = new Repository();
  repository.commit(files);
  // The first run reads everything, and remembers who teaches whom.
  repository.write({ 'first.ts': `nv('event', 'order_paid', {});\n` }).git('add', '.');
  repository.eventlint('check --staged');
  repository.commit();
  putBack = repository.keep();
});
beforeEach(() => putBack());
afterAll(() => repository.remove());

/** What a run of what is staged finds, and how many files of code it parsed. */
function staged(options = ''): { findings: string[]; parsed: number } {
  const { stdout, stderr } = repository.eventlint(`check --staged --stats --format json ${options}`);
  const findings = JSON.parse(stdout).findings.map(
    ({ file, line, ruleId }: { file: string; line: number; ruleId: string }) => `${file}:${line} ${ruleId}`,
  );
  return { findings, parsed: Number(/(\d+) parsed,/.exec(stderr)?.[1]) };
}

const importing = (from: string, names: string, code: string) =>
  `import { ${names} } from './${from}';\n${code}\n`;

describe('a run of what is staged knows without the whole project', () => {
  it.each<[string, Record<string, string | null>, string[]]>([
    ['what it calls itself', { 'a.ts': `nv('event', 'order_payed', {});\n` }, ['a.ts:1 unknown-event']],
    [
      'a wrapper',
      { 'a.ts': importing('track', 'track', `track('order_payed', { total: 'x' });`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'a wrapper of a wrapper',
      { 'a.ts': importing('send', 'send', `send('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'a wrapper by another name',
      { 'a.ts': importing('alias', 'report', `report('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'a constant',
      { 'a.ts': importing('names', 'NAME', `nv('event', NAME, { total: 'x' });`) },
      ['a.ts:2 type-lock'],
    ],
    [
      'a context',
      {
        'a.tsx': `import { useContext } from 'react';\nimport { Tracking } from './context';\nexport const A = () => {\n  const { log } = useContext(Tracking)!;\n  log('order_payed');\n};\n`,
      },
      ['a.tsx:5 unknown-event'],
    ],
    [
      'an address',
      {
        'a.ts': importing(
          'url',
          'url',
          `export const f = (b: string) => fetch(url, { method: 'POST', body: JSON.stringify({ nv: [{ userID: 'u', event_name: 'order_payed', attributes: {} }] }) });`,
        ),
      },
      ['a.ts:2 unknown-event'],
    ],
    ['that there is nothing', { 'a.ts': 'export const a = 1;\n' }, []],
  ])('%s', (_, written, expected) => {
    repository.write(written).git('add', '.');
    const { findings, parsed } = staged();
    expect(findings).toEqual(expected);
    expect(parsed).toBeLessThan(10);
    expect(staged('--no-cache').findings).toEqual(expected);
  });
});

it('what a run of everything remembered holds for what is staged', () => {
  rmSync(join(repository.caches, 'eventlint'), { recursive: true });
  repository.eventlint('check');
  repository.write({ 'a.ts': importing('send', 'send', `send('order_payed');`) }).git('add', '.');
  const { findings, parsed } = staged();
  expect(findings).toEqual(['a.ts:2 unknown-event']);
  expect(parsed).toBeLessThan(10);
});

describe('and is not mistaken where the rest of the project', () => {
  it.each<[string, Record<string, string | null>, Record<string, string | null>, string[]]>([
    [
      'has a new wrapper',
      { 'plain.ts': `export const help = (name: string) => nv('event', name, {});\n` },
      { 'a.ts': importing('plain', 'help', `help('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'has a wrapper more',
      { 'more.ts': track.replace('track', 'tell') },
      { 'a.ts': importing('more', 'tell', `tell('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'has a wrapper less',
      { 'send.ts': 'export const send = (name: string) => name;\n' },
      { 'a.ts': importing('send', 'send', `send('order_payed');`) },
      [],
    ],
    [
      'lost a file',
      { 'alias.ts': null, 'uses.ts': null },
      { 'a.ts': importing('send', 'send', `send('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'has another constant',
      { 'names.ts': `export const NAME = 'order_payed';\n` },
      { 'a.ts': importing('names', 'NAME', `nv('event', NAME, {});`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'has other data',
      { 'plugin.json': '{ "id": "order_payed" }\n' },
      { 'a.ts': importing('plugin.json', 'id', `nv('event', id, {});`) },
      ['a.ts:2 unknown-event'],
    ],
    ['calls what is staged', {}, { 'track.ts': `// changed\n${track}` }, []],
    [
      'calls what is staged for the first time',
      { 'b.ts': importing('plain', 'help', `help('order_paid');`) },
      { 'plain.ts': track.replace('track', 'help') },
      [],
    ],
    [
      'has another name for a context',
      {
        'context.tsx': `import { createContext } from 'react';\nconst Other = createContext<{ log: (name: string) => void } | undefined>(undefined);\nexport default Other;\n`,
        'app.tsx': `import Tracking from './context';\nimport * as api from './track';\nexport const App = () => <Tracking.Provider value={api}>x</Tracking.Provider>;\n`,
      },
      {
        'context.tsx': `import { createContext } from 'react';\nconst Another = createContext<{ log: (name: string) => void } | undefined>(undefined);\nexport default Another;\n`,
        'a.tsx': `import { useContext } from 'react';\nimport Tracking from './context';\nexport const A = () => {\n  const { track } = useContext(Tracking)!;\n  track('order_payed');\n};\n`,
      },
      ['a.tsx:5 unknown-event'],
    ],
    [
      'provides for a context what sends nothing',
      {
        'quiet.tsx': `import { createContext } from 'react';\nimport { track } from './track';\nexport const Quiet = createContext<{ track: (name: string) => void } | undefined>(undefined);\ntrack('order_paid');\n`,
        'app.tsx': `import { Quiet } from './quiet';\nimport { track } from './track';\nexport const App = () => <Quiet.Provider value={{ track: (name) => console.log(name) }}>x</Quiet.Provider>;\ntrack('order_paid');\n`,
      },
      {
        'a.tsx': `import { useContext } from 'react';\nimport { Quiet } from './quiet';\nexport const A = () => {\n  const { track } = useContext(Quiet)!;\n  track('order_payed');\n};\n`,
      },
      [],
    ],
    [
      'is set up otherwise',
      { 'tsconfig.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@t": ["track.ts"] } } }' },
      { 'a.ts': `import { track } from '@t';\ntrack('order_payed');\n` },
      ['a.ts:2 unknown-event'],
    ],
  ])('%s', (_, committed, written, expected) => {
    repository.commit(committed);
    repository.write(written).git('add', '.');
    expect(staged().findings).toEqual(expected);
    expect(staged().findings).toEqual(expected);
    expect(staged('--no-cache').findings).toEqual(expected);
  });

  it.each<[string, Record<string, string | null>, Record<string, string | null>, string[]]>([
    [
      'hands on by a hook what it did',
      {},
      { 'a.tsx': importing('hook', 'useTrack', `const send = useTrack();\nsend('order_payed');`) },
      ['a.tsx:3 unknown-event'],
    ],
    [
      'has one hook less of two by one name',
      { 'hook.ts': 'export const useTrack = () => undefined;\n' },
      { 'a.tsx': importing('hook2', 'useTrack', `const send = useTrack();\nsend('order_payed');`) },
      ['a.tsx:3 unknown-event'],
    ],
    [
      'hands what sends to a component that is staged',
      {},
      {
        'button.tsx': `export const Button = ({ onTrack }) => <button onClick={() => onTrack('order_payed')} />;\n`,
      },
      ['button.tsx:1 unknown-event'],
    ],
    [
      'hands what sends to a component that was moved, and is staged',
      {},
      {
        'button.tsx': null,
        'button/index.tsx': `export const Button = ({ onTrack }) => <button onClick={() => onTrack('order_payed')} />;\n`,
      },
      ['button/index.tsx:1 unknown-event'],
    ],
    [
      'is handed what sends for the first time, under a name that is known',
      {},
      {
        'a.tsx': `import { track } from './track';\nimport { useLink } from './link';\nexport const A = () => {\n  const onTrack = useLink({ onTrack: track });\n  onTrack('order_payed');\n};\n`,
      },
      ['a.tsx:5 unknown-event'],
    ],
    [
      'calls by a known name what sends since then',
      { 'plain.ts': track.replace('track', 'send') },
      { 'a.ts': importing('go', 'report', `report('order_payed');`) },
      ['a.ts:2 unknown-event'],
    ],
    [
      'expects what sends by its type',
      {},
      {
        'a.ts': importing(
          'track',
          'track',
          `export const f = (send: typeof track) => send('order_payed', { total: 1 });`,
        ),
      },
      ['a.ts:2 unknown-event'],
    ],
    [
      'stops to send',
      { 'track.ts': 'export const track = (name: string) => console.log(name);\n' },
      {
        'a.tsx': importing('hook', 'useTrack', `const send = useTrack();\nsend('order_payed');`),
        'b.ts': importing('track', 'track', `track('order_payed');`),
      },
      [],
    ],
  ])('%s, from file to file', (_, committed, written, expected) => {
    repository.commit(handing);
    repository.write({ 'first.ts': `nv('event', 'order_paid', { total: 1 });\n` }).git('add', '.');
    staged();
    repository.commit(committed);
    repository.write(written).git('add', '.');
    expect(staged('--no-cache').findings).toEqual(expected);
    expect(staged().findings).toEqual(expected);
    expect(staged().findings).toEqual(expected);
  });

  it('calls what a staged file makes, and did when all was read', () => {
    const makes = `import { made } from './made';\nexport const paid = made('order_payed');\n`;
    repository.commit({
      'made.ts': `export const made = (name: string) => (more: object) => nv('event', name, more);\n`,
      'makes.ts': makes,
      'uses-made.ts': importing('makes', 'paid', `paid({ total: 1 });`),
    });
    repository.write({ 'makes.ts': `// changed\n${makes}` }).git('add', '.');
    repository.eventlint('check');
    expect(staged('--no-cache').findings).toEqual([]);
    expect(staged().findings).toEqual([]);
  });

  it('is checked out in another state than it is staged', () => {
    repository.write({ 'a.ts': importing('names', 'NAME', `nv('event', NAME, {});`) }).git('add', '.');
    expect(staged().findings).toEqual([]);
    repository.write({ 'names.ts': `export const NAME = 'order_payed';\n`, 'untracked.ts': track });
    expect(staged().findings).toEqual([]);
    repository.git('add', '.');
    expect(staged().findings).toEqual(staged('--no-cache').findings);
    expect(staged().findings).toContain('a.ts:2 unknown-event');
  });

  it('was remembered in a file that is broken', () => {
    const folder = join(repository.caches, 'eventlint');
    const memories = readdirSync(folder).filter((name) => name.startsWith('names-'));
    expect(memories.length).toBeGreaterThan(0);
    repository.write({ 'a.ts': importing('send', 'send', `send('order_payed');`) }).git('add', 'a.ts');
    for (const name of memories) {
      const whole = readFileSync(join(folder, name), 'utf8');
      for (const text of ['', '{"format":1,"files":[[]],"others":[[]],"names":[1]}', whole.slice(0, 200)]) {
        writeFileSync(join(folder, name), text);
        expect(staged().findings).toEqual(['a.ts:2 unknown-event']);
      }
    }
  });
});
