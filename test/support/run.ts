import { rules } from '../../rules/index.ts';
import { Run } from '../../src/lint/run.ts';
import type { Registry } from '../../src/model/registry.ts';
import type { Context } from '../../src/model/rule.ts';
import { nearest } from '../../src/nearest.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { ownLevels } from './levels.ts';
import { notifyvisitors } from './lint-example.ts';

const read = new Map<string, Registry>();

/** The registry that a text declares, read once: tests of drawn input ask for the same again and again. */
export function registryOf(text: string): Registry {
  const registry =
    read.get(text) ?? readRegistry('event-registry.yaml', { read: () => text, glob: () => [] }).registry;
  read.set(text, registry);
  return registry;
}

/** What rules know in a project of the bundled vendor, with nothing locked. */
export function contextOf(registry: Registry, more: Partial<Context> = {}): Context {
  return {
    pack: notifyvisitors,
    registry,
    lock: new Map(),
    userMerging: false,
    wholeCode: true,
    nearest,
    ...more,
  };
}

/** A run of all rules. */
export function newRun(context: Context): Run {
  return new Run(rules, context, ownLevels);
}
