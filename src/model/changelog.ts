import type { Change, JudgedChange } from './change.ts';
import { isLive } from './change.ts';

/** The sections of a changelog, in their order. */
export const changelogSections = ['Added', 'Changed', 'Deprecated', 'Removed', 'Privacy'] as const;

/** One of the sections. */
export type ChangelogSection = (typeof changelogSections)[number];

/** One line of a changelog. */
export interface ChangelogEntry {
  readonly section: ChangelogSection;
  readonly judged: JudgedChange;
}

/** What changed up to a release or a commit. */
export interface ChangelogGroup {
  /** A tag, a commit with its subject, or `Unreleased`. */
  readonly title: string;
  /** The commit and its day; absent for what is checked out. */
  readonly revision?: string | undefined;
  readonly date?: string | undefined;
  readonly entries: readonly ChangelogEntry[];
}

/** The history of a registry between two states, the newest first; nothing stands for a state that changed nothing. */
export interface Changelog {
  readonly from: string;
  readonly to: string;
  readonly groups: readonly ChangelogGroup[];
}

/** The entries of a diff, by section; what only accompanies another change is left out. */
export function changelogEntries(changes: readonly JudgedChange[]): ChangelogEntry[] {
  const entries = changes.flatMap((judged) => {
    const section = sectionOf(judged.change);
    return section ? [{ section, judged }] : [];
  });
  const rank = ({ section }: ChangelogEntry) => changelogSections.indexOf(section);
  return entries.sort((a, b) => rank(a) - rank(b));
}

function sectionOf(change: Change): ChangelogSection | undefined {
  switch (change.kind) {
    case 'event':
    case 'attribute': {
      const { before, after } = change as { before?: Declared; after?: Declared };
      return before || !isLive(after) ? 'Removed' : 'Added';
    }
    case 'event-status':
    case 'attribute-status':
      return change.after === 'deprecated' && change.before !== 'removed' ? 'Deprecated' : 'Changed';
    case 'attribute-sensitivity':
      return 'Privacy';
    case 'event-documentation':
    case 'attribute-documentation':
      return 'description' in (change.after ?? {}) ? 'Changed' : undefined;
    case 'event-budget':
      return undefined;
    default:
      return 'Changed';
  }
}

type Declared = { readonly status: 'draft' | 'active' | 'deprecated' | 'removed' };
