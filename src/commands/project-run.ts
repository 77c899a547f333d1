import { rules as allRules } from '../../rules/index.ts';
import { matcher } from '../files.ts';
import { makeLevels } from '../lint/levels.ts';
import { Run } from '../lint/run.ts';
import type { Rule } from '../model/rule.ts';
import { nearest } from '../nearest.ts';
import type { Project } from './project.ts';

/** A run of the rules as a project has set them. `wholeCode`: all of its code is going to be added. */
export function projectRun(
  { registry, pack, lock, config }: Project,
  {
    wholeCode = false,
    rules = allRules,
  }: { readonly wholeCode?: boolean; readonly rules?: readonly Rule[] } = {},
): Run {
  const context = { pack, registry, lock, userMerging: config.userMerging, wholeCode, nearest };
  return new Run(rules, context, makeLevels(pack, config, matcher));
}

/** Adds what the registry itself leads to. */
export function addRegistry(run: Run, { registry, problems }: Project): void {
  run.addRegistry();
  for (const problem of problems) run.addProblem(problem);
  for (const use of registry.uses) run.addUse(use);
}
