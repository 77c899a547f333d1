import { join, resolve } from 'node:path';
import { rules } from '../../rules/index.ts';
import { displayPath, kindOf, makeFolder, readText, removeFile, writeAtomically } from '../files.ts';
import { InputError } from '../model/input-error.ts';
import { counted } from '../model/name.ts';
import type { Registry } from '../model/registry.ts';
import { filesOfIndex, indexName, jsonSchemas } from '../registry/json-schema.ts';
import { typescriptTypes } from '../registry/typescript-types.ts';
import { findProject, type ProjectOptions } from './find-project.ts';
import { openProject, requireSound } from './project.ts';
import type { World } from './world.ts';

/** The options of `generate types`: the file to write, or standard output. */
export interface TypesOptions extends ProjectOptions {
  readonly output?: string | undefined;
}

/** The options of `generate json-schema`: the folder to write to. */
export interface SchemaOptions extends ProjectOptions {
  readonly output: string;
}

/** Writes TypeScript declarations of what the registry lets send. Returns the exit code. */
export function generateTypes({ output, ...options }: TypesOptions, world: World): number {
  const text = typescriptTypes(soundRegistry(options, world));
  if (output === undefined) world.print(text);
  else writeWhereDifferent(resolve(world.cwd, output), text);
  return 0;
}

/**
 * Writes a JSON Schema for each event to a folder, with an index. What an earlier run wrote there for events that are gone
 * is removed. Returns the exit code.
 */
export function generateJsonSchema({ output, ...options }: SchemaOptions, world: World): number {
  const files = jsonSchemas(soundRegistry(options, world));
  const folder = resolve(world.cwd, output);
  if (kindOf(folder) === 'file')
    throw new InputError(`${output} is a file.`, {
      help: 'Name a folder: there is one schema for each event.',
    });
  makeFolder(folder);
  const earlier = filesOfIndex(readText(join(folder, indexName)) ?? '');
  for (const { name, text } of files) writeWhereDifferent(join(folder, name), text);
  const made = new Set(files.map(({ name }) => name));
  for (const name of earlier) if (!made.has(name)) removeFile(join(folder, name));
  world.warn(`${displayPath(folder, world.cwd)} holds the schemas of ${counted(files.length - 1, 'event')}.`);
  return 0;
}

/** What is made of a faulty registry would look as if it were whole. */
function soundRegistry(options: ProjectOptions, world: World): Registry {
  const ids = rules.map((rule) => rule.id);
  const project = openProject(findProject(world.cwd, options, ids));
  requireSound(project, 'Nothing was written.');
  // Paths that depend on where the command is run would make the same registry give other bytes.
  const files = project.registry.files.map((file) => displayPath(resolve(world.cwd, file), project.root));
  return { ...project.registry, files };
}

/** What is current keeps its time, so that nothing is built anew for it. */
function writeWhereDifferent(file: string, text: string): void {
  if (readText(file) !== text) writeAtomically(file, text);
}
