import { rules } from '../../rules/index.ts';
import { InputError } from '../model/input-error.ts';
import { nearest } from '../nearest.ts';
import { explainText, listRules } from '../report/explain.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { openPack } from './packs.ts';
import { openProject } from './project.ts';
import type { World } from './world.ts';

/** Explains one rule, or lists them all. Needs no registry. Returns the exit code. */
export function explain(id: string | undefined, options: ProjectOptions, world: World): number {
  if (id === undefined) {
    world.print(listRules(rules, world.color));
    return 0;
  }
  const ids = rules.map((rule) => rule.id);
  const rule = rules.find((each) => each.id === id);
  if (!rule) {
    const near = nearest(id, ids);
    throw new InputError(`There is no rule \`${id}\`.`, {
      help: near ? `Did you mean \`${near}\`?` : 'Run `eventlint explain` for the list of rules.',
    });
  }
  const place = findProject(world.cwd, options, ids);
  const pack = place.registryFile ? openProject(place).pack : openPack(place);
  world.print(explainText(rule, pack, world.color));
  return 0;
}
