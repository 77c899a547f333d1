import { rules } from '../../rules/index.ts';
import type { Category, RegistryDiff } from '../../src/model/change.ts';
import type { ChangeContext, RegistryState } from '../../src/model/change-rule.ts';
import type { EventUse } from '../../src/model/event-use.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { seenIn } from '../../src/model/evidence.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Example } from '../../src/model/rule-text.ts';
import { readLock } from '../../src/read/lock.ts';
import { readRegistry } from '../../src/read/registry.ts';
import { changesBetween, judgedDiff } from '../../src/registry-change/index.ts';
import { changeFindings } from '../../src/report/change-findings.ts';
import { ownLevels } from './levels.ts';
import { notifyvisitors, usesIn } from './lint-example.ts';

const today = '2026-11-24';
const placeholder = 'FINGERPRINT';

/** A registry and its lock as they are read. */
export function stateOf(registry: string, lock: string | undefined): RegistryState {
  const read = readRegistry('event-registry.yaml', {
    read: (file) => (file === 'event-registry.yaml' ? registry : undefined),
    glob: () => [],
  });
  return { registry: read.registry, lock: readLock('event-registry.lock', lock) };
}

/** What has changed between two states, judged by every rule at its own level. */
export function diffStates(
  before: RegistryState,
  after: RegistryState,
  {
    evidence = seenIn([]),
    category = 'source' as Category,
  }: { evidence?: Evidence; category?: Category } = {},
): RegistryDiff {
  const context: ChangeContext = { pack: notifyvisitors, before, after, evidence };
  return judgedDiff(changesBetween(before, after, notifyvisitors), rules, context, {
    base: { name: 'main', kind: 'commit', revision: '1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b' },
    category,
    levels: ownLevels,
    accepted: after.registry.accepted,
    known: before.registry.accepted,
    today,
  });
}

/** The diff that an example shows. In its registry, `FINGERPRINT` stands for the one of the change that breaks. */
export function diffExample(example: Example): RegistryDiff {
  const { before = '', registry = '', lock, lockBefore = lock } = example;
  const uses: readonly EventUse[] = example.code === undefined ? [] : usesIn(example.code, example.file);
  const diff = (text: string) =>
    diffStates(stateOf(before, lockBefore), stateOf(text, lock), { evidence: seenIn(uses) });
  if (!registry.includes(placeholder)) return diff(registry);
  const broken = diff(registry).changes.find(({ severity }) => severity === 'error');
  return diff(registry.replaceAll(placeholder, broken?.fingerprint ?? ''));
}

/** The same as findings. */
export function findingsOfDiff(example: Example): readonly Finding[] {
  return changeFindings(diffExample(example), { sections: 'all' });
}
