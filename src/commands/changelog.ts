import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { matcher, writeAtomically } from '../files.ts';
import { type Commit, commitsBetween, isInHistory } from '../git/history.ts';
import { repositoryRoot, requireCommit } from '../git/repository.ts';
import { makeLevels } from '../lint/levels.ts';
import type { RegistryState } from '../model/change-rule.ts';
import { type ChangelogGroup, changelogEntries } from '../model/changelog.ts';
import { seenIn } from '../model/evidence.ts';
import { InputError } from '../model/input-error.ts';
import type { Pack } from '../model/pack.ts';
import { nearest } from '../nearest.ts';
import { changesBetween, judgedDiff } from '../registry-change/index.ts';
import { changelogJson, changelogMarkdown } from '../report/changelog.ts';
import { storedTree } from '../tree.ts';
import { findProject, type Place, type ProjectOptions } from './find-project.ts';
import { openPack } from './packs.ts';
import { openProject } from './project.ts';
import { presentState, readState } from './registry-state.ts';
import type { World } from './world.ts';

const reporters = { markdown: changelogMarkdown, json: changelogJson };
const groupings = ['tag', 'commit'];

/** The options of `changelog` as the command line gives them. */
export interface ChangelogOptions extends ProjectOptions {
  readonly from: string;
  /** Absent: what is checked out. */
  readonly to?: string | undefined;
  readonly by: string;
  readonly format: string;
  readonly output?: string | undefined;
}

/** A state of the history with what its group is called. */
interface Boundary {
  readonly title: string;
  readonly commit: Commit | undefined;
  readonly read: () => RegistryState;
}

/** Tells how the registry has come from one state to another. Returns the exit code, which is 0. */
export function changelog(options: ChangelogOptions, world: World): number {
  const reporter = reporterOf(options.format);
  requireOneOf('grouping', options.by, groupings);
  const ids = rules.map((rule) => rule.id);
  const place = findProject(world.cwd, options, ids);
  const repository = repositoryRoot(place.root);
  if (repository === undefined)
    throw new InputError(`A changelog is made of a history, and ${place.root} stands in no git repository.`, {
      help: 'Run it in a checkout.',
    });
  const from = requireCommit(place.root, options.from);
  const boundaries = boundariesOf(options, from, place, repository);
  const present = options.to === undefined ? openProject(place) : undefined;
  const pack = present?.pack ?? openPack(place);
  const before = stateAt(place, repository, from, options.from);
  const groups = groupsOf(before, boundaries, place, pack, world);
  const text = reporter({ from: options.from, to: options.to ?? 'what is checked out', groups });
  if (options.output === undefined) world.print(text);
  else writeAtomically(resolve(world.cwd, options.output), text);
  return 0;
}

/** The states after which a group ends, the oldest first. */
function boundariesOf(
  { from: fromName, to, by }: ChangelogOptions,
  from: string,
  place: Place,
  repository: string,
): Boundary[] {
  const end = requireCommit(place.root, to ?? 'HEAD');
  if (from !== end && isInHistory(place.root, end, from))
    throw new InputError(`\`${to ?? 'HEAD'}\` is older than \`${fromName}\`.`, {
      help: 'Swap --from and --to.',
    });
  const at = (commit: Commit, title: string): Boundary => ({
    title,
    commit,
    read: () => stateAt(place, repository, commit.revision, title),
  });
  const history = commitsBetween(place.root, from, end, by === 'commit' ? registryPaths : []);
  const inner =
    by === 'commit'
      ? history.map((commit) => at(commit, `${commit.revision.slice(0, 7)} ${commit.subject}`))
      : history.filter(({ tags }) => tags.length > 0).map((commit) => at(commit, commit.tags.join(', ')));
  if (to === undefined)
    return [
      ...inner,
      { title: 'Unreleased', commit: undefined, read: () => presentState(openProject(place)) },
    ];
  if (inner.at(-1)?.commit?.revision === end) return inner;
  const [last] = commitsBetween(place.root, `${end}~1`, end);
  const commit = last ?? { revision: end, date: '', subject: '', tags: [] };
  return [...inner, at(commit, to)];
}

/** What a registry, its includes and its lock may be called. */
const registryPaths = ['*.yaml', '*.yml', '*.lock'];

function stateAt(place: Place, repository: string, commit: string, name: string): RegistryState {
  if (place.registryFile === undefined) openProject(place);
  return readState(place.registryFile as string, storedTree(repository, commit), place.cwd, name);
}

/** What has changed up to each boundary, the newest first. One that cannot be read ends no group: the next one does. */
function groupsOf(
  first: RegistryState,
  boundaries: readonly Boundary[],
  { config }: Place,
  pack: Pack,
  world: World,
): ChangelogGroup[] {
  const groups: ChangelogGroup[] = [];
  let before = first;
  for (const [index, { title, commit, read }] of boundaries.entries()) {
    const after = index === boundaries.length - 1 ? read() : readOrPass(title, read, world.warn);
    if (!after) continue;
    const context = { pack, before, after, evidence: seenIn([]) };
    const { changes } = judgedDiff(changesBetween(before, after, pack), rules, context, {
      base: { name: title, kind: 'commit' },
      category: 'source',
      levels: makeLevels(pack, config, matcher),
      // Who reads a changelog has to act on a break also where it was accepted.
      accepted: [],
      known: [],
      today: world.today,
    });
    const entries = changelogEntries(changes);
    if (entries.length > 0)
      groups.unshift({ title, revision: commit?.revision, date: commit?.date || undefined, entries });
    before = after;
  }
  return groups;
}

function readOrPass(
  title: string,
  read: () => RegistryState,
  warn: (line: string) => void,
): RegistryState | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    warn(`${title} is passed over, and what it changed stands with what follows: ${error.message}`);
    return undefined;
  }
}

function reporterOf(format: string) {
  requireOneOf('format', format, Object.keys(reporters));
  return reporters[format as keyof typeof reporters];
}

function requireOneOf(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  throw new InputError(`There is no ${what} \`${name}\`.`, {
    help: near ? `Did you mean \`${near}\`?` : `Use one of ${known.join(', ')}.`,
  });
}
