import { resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, writeAtomically } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { counted } from '../model/name.ts';
import { position, type Place as TextPlace } from '../model/text.ts';
import { draftRegistry } from '../registry/draft.ts';
import { Inventory } from '../registry/inventory.ts';
import { findNewProject, type ProjectOptions, withTypes } from './find-project.ts';
import { openPack } from './packs.ts';
import { readUses, warnOfProblems } from './read-uses.ts';
import { selectFiles } from './selected-files.ts';
import type { World } from './world.ts';

/** The options of `init`. */
export interface InitOptions extends ProjectOptions {
  /** Print instead of writing. */
  readonly dryRun?: boolean | undefined;
  readonly pack?: string | undefined;
  /** Whether what was found in code may be remembered for the next run, and recalled from the last. */
  readonly cache?: boolean;
}

/**
 * Writes a first registry of what the project's code and payloads send. Returns the exit code. Throws {@link InputError}
 * where there is a registry already, and where nothing is sent.
 */
export async function init(options: InitOptions, world: World): Promise<number> {
  const ids = rules.map((rule) => rule.id);
  const found = findNewProject(world.cwd, options, ids);
  // It is done once, and every type that it finds need not be looked for by hand.
  const place = { ...found, config: withTypes(found.config, found.config.code.types ?? 'checker') };
  const pack = openPack(place, options.pack);
  const seen = new Inventory();
  const files = selectFiles(place, []);
  const read = await readUses(files, place, pack, options.cache !== false, world, (use) => seen.add(use));
  if (seen.events.size === 0)
    throw new InputError('No event is sent here by a name that is known.', {
      help: 'Say under `calls:` of eventlint.yaml what your tracking calls look like (`eventlint extract` lists what is found), put payloads where `payloads.include` finds them, or begin by hand as the README shows.',
    });
  const { cwd, root, registryFile } = place;
  const show = ({ source, span }: TextPlace) =>
    `${displayPath(resolve(cwd, source.file), root)}:${position(source, span.start).line}`;
  const packName = options.pack ?? pack.name;
  const draft = draftRegistry({ seen, pack, packName, ...read, show });
  warnOfProblems(read.problems, 'what is sent there may be missing in the draft', world);
  if (options.dryRun) world.print(draft.text);
  else writeAtomically(registryFile, draft.text);
  const decisions = draft.decisions > 0 ? `, of which ${draft.decisions} need a decision of yours` : '';
  const what = `${counted(draft.events, 'event')} with ${counted(draft.attributes, 'attribute')}${decisions}`;
  const where = displayPath(registryFile, cwd);
  world.warn(
    options.dryRun
      ? `${where} would declare ${what}. Nothing was written.`
      : `${where} declares ${what}. Look for "decide" in it, describe the events, then run \`eventlint check\`.`,
  );
  return 0;
}
