import { displayPath, fileSize } from '../files.ts';
import type { Change } from '../model/change.ts';
import type { EventUse } from '../model/event-use.ts';
import { seenIn } from '../model/evidence.ts';
import type { Evidence } from '../model/rule.ts';
import { readPayload } from '../read/payload/index.ts';
import { type Project, selectFiles } from './project.ts';
import { missingPackages, readCodeFiles } from './read-sources.ts';
import type { World } from './world.ts';

/** Samples that a repository holds are small; what is larger is an export, which `check` is for. */
const mostPayloadBytes = 16 * 1024 * 1024;

/** What the project's code and payloads show of what is sent. They are read only where a change asks for it. */
export async function evidenceFor(
  changes: readonly Change[],
  project: Project,
  cache: boolean,
  world: World,
): Promise<Evidence> {
  if (!changes.some(asksWhatIsSent)) return seenIn([], 0);
  const { code, payloads, named } = selectFiles(project, []);
  const selection = { files: code, others: [], named, given: [] };
  const found = await readCodeFiles(selection, project, project.pack, cache ? world.version : undefined);
  const missing = missingPackages(found);
  if (missing) world.warn(missing);
  const dynamic = found.uses.filter((use) => use.dynamic).length;
  return seenIn([...found.uses, ...payloadUses(payloads, project)], dynamic);
}

/** What is added may have been sent, what is removed may be sent still, and a draft should not be. */
function asksWhatIsSent({ kind, eventBefore, attribute = '' }: Change): boolean {
  const isDraft =
    eventBefore?.status === 'draft' || eventBefore?.attributes.get(attribute)?.status === 'draft';
  return kind === 'event' || kind === 'attribute' || isDraft;
}

function* payloadUses(files: readonly string[], { pack, cwd, tree }: Project): Generator<EventUse> {
  let left = mostPayloadBytes;
  for (const file of files) {
    left -= fileSize(file);
    if (left < 0) return;
    for (const item of readPayload(displayPath(file, cwd), tree.readBytes(file) ?? new Uint8Array(), {
      pack,
    }))
      if (item.kind === 'use') yield item.use;
      else if (item.kind === 'entry' && item.entry.use) yield item.entry.use;
  }
}
