import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';

const cli = join(import.meta.dirname, '../dist/eventlint.cjs');
const base = mkdtempSync(join(tmpdir(), 'eventlint-memory-'));
/** What was changed a moment ago counts as changed: it may change again within the clock's tick. */
const settled = 2100;

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A project with wrappers across files, one that is handed on, a context, and files that send nothing. */
const files: Readonly<Record<string, string>> = {
  'eventlint.yaml': 'calls: []\n',
  'package.json': '{ "name": "shop" }\n',
  'src/track.ts': `export const track = (name: string, attributes = {}) => nv('event', name, attributes);\n`,
  'src/hook.ts': `import { track } from './track';\nexport const useTrack = () => track;\n`,
  'src/page.tsx': `import { useTrack } from './hook';\nexport function Page() {\n  const send = useTrack();\n  send('viewed', { n: 1 });\n}\n`,
  'src/button.tsx': `export const Button = ({ onTrack }) => <button onClick={() => onTrack('clicked', { at: 1 })} />;\n`,
  'src/form.tsx': `import { track } from './track';\nimport { Button } from './button';\nexport const Form = () => <Button onTrack={track} />;\n`,
  'src/context.tsx': `import { createContext } from 'react';\nexport const Tracking = createContext(null);\n`,
  'src/app.tsx': `import { track } from './track';\nimport { Tracking } from './context';\nexport const App = () => <Tracking.Provider value={{ fire: track }} />;\n`,
  'src/below.tsx': `import { Tracking } from './context';\nexport function Below() {\n  const { fire } = useContext(Tracking);\n  fire('opened');\n}\n`,
  'src/other.ts': `export const other = (name: string) => console.log(name);\nother('nothing');\n`,
  'src/caller.ts': `import { track as t } from './track';\nt('called', { n: 1 });\n`,
};

let projects = 0;

/** A new copy of the project, looked at as a whole and then changed. Says what a run of some files finds, and a run that remembers nothing. */
async function afterChange(
  changed: Readonly<Record<string, string>>,
  asked: readonly string[],
): Promise<{ readonly remembered: string; readonly anew: string }> {
  projects++;
  const project = join(base, `project${projects}`);
  const write = (all: Readonly<Record<string, string>>) => {
    for (const [file, text] of Object.entries(all)) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
  };
  const caches = join(base, `caches${projects}`);
  const run = (...options: string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, [cli, 'extract', '--format', 'json', ...options], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches, HOME: caches },
    });
    return stdout + stderr;
  };
  write(files);
  await wait(settled);
  run();
  write(changed);
  return { remembered: run(...asked), anew: run('--no-cache', ...asked) };
}

describe('a run of some files after a change finds what a run that reads everything anew finds', {
  timeout: 120_000,
}, () => {
  it.concurrent.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    [
      'a caller of a wrapper',
      { 'src/caller.ts': `import { track } from './track';\ntrack('renamed');\n` },
      ['src/caller.ts'],
      'renamed',
    ],
    [
      'a caller of what a hook of an unchanged file returns',
      { 'src/page.tsx': `${files['src/page.tsx']}// changed\n` },
      ['src/page.tsx'],
      'viewed',
    ],
    [
      'a component that is handed a wrapper',
      { 'src/button.tsx': `${files['src/button.tsx']}// changed\n` },
      ['src/button.tsx'],
      'clicked',
    ],
    [
      'what reads a context',
      { 'src/below.tsx': `${files['src/below.tsx']}// changed\n` },
      ['src/below.tsx'],
      'opened',
    ],
    [
      'the wrapper itself, whose callers are not asked about',
      { 'src/track.ts': `${files['src/track.ts']}// changed\n` },
      ['src/track.ts'],
      '"callSites": []',
    ],
    [
      'a function that becomes a wrapper, and its unchanged caller',
      { 'src/other.ts': `export const other = (name: string) => nv('event', name);\n` },
      ['src/other.ts', 'src/caller.ts'],
      'called',
    ],
    [
      'a function that becomes a wrapper, called from a file that sent nothing',
      {
        'src/new.ts': `export const fire = (name: string) => nv('event', name);\n`,
        'src/other.ts': `import { fire } from './new';\nfire('fired');\n`,
      },
      ['src/other.ts'],
      'fired',
    ],
    [
      'a wrapper that sends no more',
      { 'src/track.ts': `export const track = (name: string) => console.log(name);\n` },
      ['src/caller.ts', 'src/track.ts'],
      '"callSites": []',
    ],
    [
      'a constant in another file',
      {
        'src/caller.ts': `import { NAME } from './names';\nnv('event', NAME);\n`,
        'src/names.ts': `export const NAME = 'fresh';\n`,
      },
      ['src/caller.ts'],
      'fresh',
    ],
    [
      'another configuration of modules',
      {
        'tsconfig.json': `{ "compilerOptions": { "paths": { "tracking": ["./src/track.ts"] } } }`,
        'src/caller.ts': `import { track } from 'tracking';\ntrack('aliased');\n`,
      },
      ['src/caller.ts'],
      'aliased',
    ],
  ])('%s', async (_, changed, asked, expected) => {
    const { remembered, anew } = await afterChange(changed, asked);
    expect(remembered).toBe(anew);
    expect(remembered).toContain(expected);
  });
});

it('is remembered by a run of some files too', { timeout: 60_000 }, async () => {
  await afterChange({}, ['src/caller.ts']);
  const folder = join(base, `caches${projects}`, 'eventlint');
  expect(readdirSync(folder).filter((name) => name.startsWith('known-'))).toHaveLength(1);
});
