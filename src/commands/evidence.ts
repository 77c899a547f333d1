import type { Change } from '../model/change.ts';
import { type Evidence, SeenUses } from '../model/evidence.ts';
import type { Project } from './project.ts';
import { readUses, warnOfProblems } from './read-uses.ts';
import { selectFiles } from './selected-files.ts';
import type { World } from './world.ts';

/** What the project's code and payloads show of what is sent. They are read only where a change asks for it. */
export async function evidenceFor(
  changes: readonly Change[],
  project: Project,
  cache: boolean,
  world: World,
): Promise<Evidence> {
  const seen = new SeenUses();
  if (!changes.some(asksWhatIsSent)) return seen;
  const files = selectFiles(project, []);
  const { problems } = await readUses(files, project, project.pack, cache, world, (use) => seen.add(use));
  warnOfProblems(problems, 'what is sent there is not known', world);
  return seen;
}

/** What is added may have been sent, what is removed may be sent still, and a draft should not be. */
function asksWhatIsSent({ kind, eventBefore, attribute = '' }: Change): boolean {
  const isDraft =
    eventBefore?.status === 'draft' || eventBefore?.attributes.get(attribute)?.status === 'draft';
  return kind === 'event' || kind === 'attribute' || isDraft;
}
