import { basename, join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { decode, displayPath, kindOf, writeAtomically } from '../files.ts';
import { commitOf, repositoryRoot } from '../git/repository.ts';
import { governanceOf } from '../model/governance.ts';
import { InputError } from '../model/input-error.ts';
import { piecesOf } from '../model/pieces.ts';
import { profileOf } from '../model/profile/profile.ts';
import { Profiler } from '../model/profile/profiler.ts';
import { closeKept, headOf } from '../open-file.ts';
import { budgetsOf } from '../registry-change/index.ts';
import { governancePage, isGovernancePage } from '../report/governance/page.ts';
import { withoutBaseline } from './baseline-file.ts';
import { compare } from './diff.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { lintProject } from './lint-project.ts';
import { requireNoInput } from './outputs.ts';
import { decidingFiles, openProject, type Project } from './project.ts';
import { selectFiles } from './selected-files.ts';
import type { World } from './world.ts';

/** The options of `report`. */
export interface GovernanceOptions extends ProjectOptions {
  /** A file, or a folder in which the page is called `index.html`. */
  readonly output: string;
  /** The state that the registry is held against; without it, nothing is said of changes. */
  readonly against?: string | undefined;
  readonly baseline?: string | undefined;
  readonly cache?: boolean;
}

/**
 * Writes the governance report, one HTML page on the whole project. What it finds is in the page: it ends with 0 when that is
 * written. Throws {@link InputError} where it cannot be made.
 */
export async function report(options: GovernanceOptions, world: World): Promise<number> {
  const file = pageFile(options.output, world.cwd);
  const project = openProject(
    findProject(
      world.cwd,
      options,
      rules.map((rule) => rule.id),
    ),
  );
  const files = selectFiles(project, []);
  if (!isPage(file)) {
    const read = [...decidingFiles(project), ...files.code, ...files.payloads];
    requireNoInput([{ format: 'The report', file }], read, world.cwd);
  }
  const { registry, lock, pack, root } = project;
  const cache = options.cache !== false;
  const diff =
    options.against === undefined
      ? undefined
      : await compare(options.against, 'source', project, cache, world);
  const profiler = new Profiler(registry.events);
  const linted = await lintProject(project, { files, given: [], whole: true, cache, profiler }, world);
  const findings = withoutBaseline(linted.findings, options, project, true, world);
  const review = governanceOf({
    registry,
    lock,
    budgetsOf: (event) => budgetsOf(event, lock, pack),
    uses: linted.uses,
    profile: profileOf(profiler.state(), registry.events),
    findings: findings.filter(({ suppressed }) => !suppressed),
    looked: linted.looked,
    diff,
  });
  const page = governancePage(review, {
    rules,
    pack,
    version: world.version,
    homepage: world.homepage,
    pathOf: pathsOf(project),
    title: basename(root),
    registryFile: pathsOf(project)(registry.files[0] ?? ''),
    day: world.today,
    commit: commitOf(root, 'HEAD'),
  });
  writeAtomically(file, piecesOf(page));
  closeKept();
  world.warn(`The report is in ${displayPath(file, world.cwd)}.`);
  return 0;
}

/** Whether a file is an earlier report, which may well be one of the project's pages. */
function isPage(file: string): boolean {
  return kindOf(file) === 'file' && isGovernancePage(decode(headOf(file, 1000)));
}

/** Where the page goes. */
function pageFile(output: string, cwd: string): string {
  if (output === '' || output === '-')
    throw new InputError('--output names no file.', {
      help: 'Write the path of a file or a folder after it, as in --output report.html.',
    });
  const path = resolve(cwd, output);
  const isFolder = kindOf(path) === 'folder' || /[\\/]$/.test(output);
  return isFolder ? join(path, 'index.html') : path;
}

/** Paths as all who look at the page know them: from the root of the repository, or else of the project. */
function pathsOf({ root, cwd }: Project): (file: string) => string {
  const top = repositoryRoot(root) ?? root;
  return (file) => displayPath(resolve(cwd, file), top);
}
