import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { readText } from '../../src/files.ts';
import { finish } from '../../src/lint/finish.ts';
import { Run } from '../../src/lint/run.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Pack } from '../../src/model/pack.ts';
import type { Example } from '../../src/model/rule-text.ts';
import { nearest } from '../../src/nearest.ts';
import { readCode } from '../../src/read/code/index.ts';
import { readLock } from '../../src/read/lock.ts';
import { readPack } from '../../src/read/pack.ts';
import { readPayload } from '../../src/read/payload/index.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { ownLevels } from './levels.ts';

const packs = resolve(import.meta.dirname, '../../packs');

/** The bundled default pack. */
export const notifyvisitors: Pack = readPack(['notifyvisitors'], {
  readPack: (name) => ({
    file: `packs/${name}.yaml`,
    text: readText(`${packs}/${name}.yaml`) as string,
    bundled: false,
  }),
});

const emptyRegistry = 'registry: 1\nevents: {}\n';

/** Lints an example as `check` would lint a project that consists of nothing else. */
export function lintExample(example: Example): { findings: Finding[] } {
  const registryText = example.registry ?? emptyRegistry;
  const read = readRegistry('event-registry.yaml', {
    read: (file) => (file === 'event-registry.yaml' ? registryText : undefined),
    glob: () => [],
  });
  const lock = readLock('event-registry.lock', example.lock);
  const context = {
    pack: notifyvisitors,
    registry: read.registry,
    lock,
    userMerging: example.userMerging ?? false,
    wholeCode: true,
    nearest,
  };
  const run = new Run(rules, context, ownLevels);
  run.addRegistry();
  for (const problem of read.problems) run.addProblem(problem);
  for (const use of read.registry.uses) run.addUse(use);
  const comments = [...read.comments];
  if (example.code !== undefined) {
    const code = readExample(example.code, example.file);
    for (const problem of code.problems) run.addProblem(problem);
    for (const use of code.uses) run.addUse(use);
    comments.push(...code.comments);
  }
  if (example.payload !== undefined) {
    const bytes = Buffer.from(example.payload);
    for (const item of readPayload(example.file ?? 'example.json', bytes, { pack: notifyvisitors })) {
      if (item.kind === 'problem') run.addPayloadProblem(item.problem);
      else if (item.kind === 'request') run.addRequest(item.request);
      else if (item.kind === 'use') run.addUse(item.use);
      else run.addEntry(item.entry);
    }
  }
  return { findings: finish(run, comments, rules).filter(({ suppressed }) => !suppressed) };
}

/** What an example's code sends. */
export function usesIn(code: string, file?: string) {
  return readExample(code, file).uses;
}

function readExample(text: string, file = 'example.ts') {
  const { apis, payload, calls } = notifyvisitors;
  return readCode([{ file, bytes: Buffer.from(text) }], {
    calls,
    apis,
    payload,
    host: { read: () => undefined, exists: () => false, packages: () => [] },
  });
}
