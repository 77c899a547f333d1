import { dirname, join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, readText, writeAtomically } from '../files.ts';
import { lastCommits, mergeDriverOf, userName } from '../git/history.ts';
import { InputError } from '../model/input-error.ts';
import { counted } from '../model/name.ts';
import type { AttributeDeclaration, Lock, LockEntry } from '../model/registry.ts';
import { type Place, position } from '../model/text.ts';
import { nearest } from '../nearest.ts';
import { lockName, lockText } from '../read/lock.ts';
import { Inventory } from '../registry/inventory.ts';
import {
  type LockChange,
  type LockUpdate,
  overrideLock,
  type Undecided,
  updateLock,
} from '../registry/lock-update.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { openProject, type Project, requireSound } from './project.ts';
import { readUses, warnOfProblems } from './read-uses.ts';
import { selectFiles } from './selected-files.ts';
import type { World } from './world.ts';

/** The options of `lock`. */
export interface LockOptions extends ProjectOptions {
  /** Only says whether the lock is current. */
  readonly check?: boolean | undefined;
  /** The attribute whose locked type becomes the one that the registry declares: `event.attribute`. */
  readonly override?: string | undefined;
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/**
 * Brings the lock up to date, says whether it is (`check`), or changes one type in it (`override`). Returns the exit code: 1
 * when the registry contradicts the lock, or with `check` when something is missing in it.
 */
export async function lock(options: LockOptions, world: World): Promise<number> {
  requireSense(options);
  const ids = rules.map((rule) => rule.id);
  const project = openProject(findProject(world.cwd, options, ids));
  // What cannot be read of the registry would look as if it had been removed.
  requireSound(project, 'The lock was not touched.');
  if (options.override !== undefined) return override(options.override, options, project, world);
  const seen = new Inventory();
  const { problems } = await readUses(
    selectFiles(project, []),
    project,
    project.pack,
    options.cache !== false,
    world,
    (use) => seen.add(use),
  );
  warnOfProblems(problems, 'what is sent there is not locked', world);
  const { registry, pack, cwd, root } = project;
  const commitOf = lastCommits(root);
  const update = updateLock(project.lock, {
    registry,
    seen,
    pack,
    today: world.today,
    commitOf: (file) => (options.check ? undefined : commitOf(resolve(cwd, file))),
    nearest,
  });
  world.print(contradictionText(update));
  if (options.check) return tellWhetherCurrent(update, project, world);
  write(update.lock, project, world);
  world.warn(summaryText(update, shown(project)));
  tellUndecided(update.undecided, world);
  return update.contradictions.length > 0 ? 1 : 0;
}

function requireSense({ check, override, reason, by }: LockOptions): void {
  if (check && override !== undefined)
    throw new InputError('--check writes nothing, --override writes.', { help: 'Use one of them.' });
  if (override !== undefined && !reason?.trim())
    throw new InputError('--override needs a reason.', {
      help: "Say why the type may change: --reason 'the attribute was migrated in the console'. It is kept in the lock.",
    });
  if (override === undefined && (reason !== undefined || by !== undefined))
    throw new InputError(`${reason === undefined ? '--by' : '--reason'} belongs to --override.`, {
      help: 'Name the attribute with --override event.attribute.',
    });
}

function shown({ lockFile, cwd }: Project): string {
  return displayPath(lockFile, cwd);
}

/** Writes the lock where it differs from what is there, and with a new one tells git how to merge it. */
function write(next: Lock, project: Project, world: World): void {
  const { lockFile } = project;
  const before = readText(lockFile);
  const text = lockText(next);
  if (text === before) return;
  writeAtomically(lockFile, text);
  if (before === undefined) setMergeDriver(project, world);
}

/** Both sides' lines stand for themselves, so git may keep them all; unless somebody has decided otherwise. */
function setMergeDriver({ lockFile, root, cwd }: Project, world: World): void {
  if (mergeDriverOf(root, lockFile) !== 'unspecified') return;
  const file = join(dirname(lockFile), '.gitattributes');
  const before = readText(file) ?? '';
  const separator = before === '' || before.endsWith('\n') ? '' : '\n';
  writeAtomically(file, `${before}${separator}event-registry.lock merge=union\n`);
  world.warn(`${displayPath(file, cwd)} now tells git to keep both sides' lines when it merges the lock.`);
}

function contradictionText({ contradictions }: LockUpdate): string {
  const lines = contradictions.flatMap(({ entry, declared }) => [
    `${where(declared.typeAt)}: \`${lockName(entry)}\` is declared as ${declared.type}; it is locked to ${entry.type} since ${entry.since}.`,
    `  Declare it as ${entry.type}, or, where the vendor's data was migrated, change the lock: eventlint lock --override ${argument(entry)} --reason '…'`,
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/** A name as a shell takes it. */
function argument(entry: LockEntry): string {
  const name = lockName(entry);
  return /^[\w.]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}

function where({ source, span }: Place): string {
  const { line, column } = position(source, span.start);
  return `${source.file}:${line}:${column}`;
}

const kinds: Readonly<Record<LockChange['kind'], (entry: LockEntry) => string>> = {
  added: ({ type }) => `${type} is not locked yet`,
  removed: () => 'is locked, and not declared any more: it is to be marked as removed',
  restored: () => 'is marked as removed, and declared again',
  declared: ({ type }) => `${type} is declared now`,
};

function tellWhetherCurrent(update: LockUpdate, project: Project, world: World): number {
  const { changes, contradictions, undecided } = update;
  const lines = changes.map(({ kind, entry, at }) => {
    const place = at ? where(at) : shown(project);
    return `${place}: \`${lockName(entry)}\` ${kinds[kind](entry)}.\n`;
  });
  world.print(lines.sort().join(''));
  tellUndecided(undecided, world);
  if (changes.length === 0 && contradictions.length === 0) world.warn(`${shown(project)} is current.`);
  if (changes.length > 0)
    world.warn(
      `${shown(project)} is not current: ${counted(changes.length, 'attribute')} to write. Run \`eventlint lock\` and commit it.`,
    );
  return changes.length + contradictions.length > 0 ? 1 : 0;
}

function summaryText({ lock: next, changes, contradictions }: LockUpdate, file: string): string {
  const size = [...next.values()].reduce((sum, attributes) => sum + attributes.size, 0);
  const of = (kind: LockChange['kind']) => changes.filter((change) => change.kind === kind).length;
  const parts = [
    [of('added'), 'new'],
    [of('removed'), 'marked as removed'],
    [of('restored'), 'declared again'],
    [of('declared'), 'declared now'],
    [contradictions.length, 'contradicted by the registry'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `${file} holds ${counted(size, 'attribute')}: ${said.join(', ') || 'nothing has changed'}.`;
}

const mostTold = 20;

function tellUndecided(undecided: readonly Undecided[], world: World): void {
  if (undecided.length === 0) return;
  const lines = undecided.slice(0, mostTold).map(({ place, types, meant, ...about }) => {
    const name = lockName(about);
    return meant === undefined
      ? `  ${where(place)}: \`${name}\` is sent as ${types.join(' and ')}: declare the one that holds`
      : `  ${where(place)}: \`${name}\` may be meant for \`${meant}\`: correct it, or declare it`;
  });
  if (undecided.length > mostTold) lines.push(`  and ${undecided.length - mostTold} more`);
  const head = `${counted(undecided.length, 'attribute')} that nobody declares ${undecided.length === 1 ? 'is' : 'are'} not locked, because you have to decide:`;
  world.warn([head, ...lines].join('\n'));
}

function override(target: string, options: LockOptions, project: Project, world: World): number {
  const { registry, root } = project;
  const entry = entryOf(target, project.lock);
  const declared = registry.events.get(entry.event)?.attributes.get(entry.attribute);
  requireChange(entry, declared);
  const by = options.by?.trim() || userName(root);
  const decision = { reason: (options.reason ?? '').trim(), by, today: world.today };
  writeAtomically(project.lockFile, lockText(overrideLock(project.lock, entry, declared, decision)));
  world.warn(
    `\`${lockName(entry)}\` is locked to ${declared.type} now; that it was ${entry.type}, and why it is not any more, stays in ${shown(project)}.`,
  );
  return 0;
}

function requireChange(
  entry: LockEntry,
  declared: AttributeDeclaration | undefined,
): asserts declared is AttributeDeclaration {
  if (!declared)
    throw new InputError(`\`${lockName(entry)}\` is not declared in the registry.`, {
      help: 'Declare it with the type that it has now, then run the command again.',
    });
  if (declared.type === entry.type)
    throw new InputError(`\`${lockName(entry)}\` is locked to ${entry.type} already.`, {
      help: 'Declare it in the registry with the type that it has now, then run the command again.',
    });
}

/** The line that `event.attribute` names, as the lock writes it or without quotes. */
function entryOf(target: string, known: Lock): LockEntry {
  const entries = [...known.values()].flatMap((attributes) => [...attributes.values()]);
  const exact = entries.filter((entry) => lockName(entry) === target);
  const plain = entries.filter(({ event, attribute }) => `${event}.${attribute}` === target);
  const [entry, other] = exact.length > 0 ? exact : plain;
  if (entry && other)
    throw new InputError(`\`${target}\` may be ${lockName(entry)} or ${lockName(other)}.`, {
      help: 'Write it as the lock does, with its quotes.',
    });
  if (entry) return entry;
  const near = nearest(target, entries.map(lockName));
  throw new InputError(`\`${target}\` is not in the lock.`, {
    help: near ? `Did you mean \`${near}\`?` : 'Name a line of the lock as event.attribute.',
  });
}
