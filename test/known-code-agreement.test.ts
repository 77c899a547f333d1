import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { check } from '../src/commands/check.ts';
import { extract } from '../src/commands/extract.ts';
import { quietWorld } from './support/quiet-world.ts';
import { Repository } from './support/repository.ts';
import { tellingFiles } from './support/telling-files.ts';

interface Step {
  readonly file: string;
  readonly text: string | null;
  readonly after: 'nothing' | 'add' | 'commit';
}

const step: fc.Arbitrary<Step> = fc.constantFrom(...Object.keys(tellingFiles)).chain((file) =>
  fc.record({
    file: fc.constant(file),
    text: fc.constantFrom(...(tellingFiles[file] as readonly (string | null)[])),
    after: fc.constantFrom('nothing', 'add', 'commit'),
  }),
);

type Edits = readonly Step[];

/** What a run prints, in this process or another. */
type RunOf = (repository: Repository, command: Command, cache: boolean) => Promise<readonly unknown[]>;
type Command = 'extract' | 'check --staged';

const commands: readonly Command[] = ['extract', 'check --staged'];

async function holds(edits: Edits, run: RunOf): Promise<void> {
  const caches = mkdtempSync(join(tmpdir(), 'eventlint-agreement-'));
  const env = { XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const repository = new Repository(env);
  try {
    const first = Object.entries(tellingFiles).map(
      ([file, [text]]) => [file, text as string | null] as const,
    );
    const there = new Set(first.flatMap(([file, text]) => (text === null ? [] : [file])));
    repository.commit({
      'event-registry.yaml': 'registry: 1\ndefaults: { owner: shop }\nevents: {}\n',
      ...Object.fromEntries(first.filter(([file]) => there.has(file))),
    });
    for (const { file, text, after } of edits) {
      if (text !== null || there.has(file)) repository.write({ [file]: text });
      if (text === null) there.delete(file);
      else there.add(file);
      if (after === 'add') repository.git('add', '--all');
      if (after === 'commit') repository.commit();
      for (const command of commands)
        expect(await told(run, repository, command, true), `${command} after ${file}`).toEqual(
          await told(run, repository, command, false),
        );
    }
  } finally {
    repository.remove();
    rmSync(caches, { recursive: true, force: true });
  }
}

/** What is printed, save for the packages that are missing: a run of a part comes across fewer of them. */
async function told(run: RunOf, repository: Repository, command: Command, cache: boolean) {
  const all = await run(repository, command, cache);
  const missing = /^Some names and types are not known because .*$\n?/m;
  return command === 'extract' ? all : all.filter((each) => !missing.test(`${each}`));
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const apart: RunOf = async (repository, command, cache) => {
  const { status, stdout, stderr } = repository.eventlint(
    `${command} --format json${cache ? '' : ' --no-cache'}`,
  );
  expect(status).toBeLessThan(2);
  return [stdout, ...stderr.split('\n')];
};

const here: RunOf = async ({ folder }, command, cache) => {
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const world = { ...quietWorld(folder, '2026-01-01'), print: say, warn: say };
  // As if each file had been written long before the run.
  vi.spyOn(process, 'uptime').mockReturnValue(-10);
  const status = await (command === 'extract'
    ? extract([], { format: 'json', cache }, world)
    : check([], { format: ['json'], cache, staged: true }, world));
  return [status, ...said];
};

const runs = Number(process.env.AGREEMENT_RUNS ?? 1);

it('whatever is edited, staged and committed, what is remembered agrees with what is read anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 5 }), (edits) => holds(edits, apart)),
    { numRuns: runs, endOnFailure: true },
  );
}, 3_000_000);

it('the same within one process, more often', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 12 }), (edits) => holds(edits, here)),
    { numRuns: 4 * runs, endOnFailure: true },
  );
}, 3_000_000);
