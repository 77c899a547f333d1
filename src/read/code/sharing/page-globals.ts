import type ts from 'typescript';
import { functionAt } from '../functions/functions.ts';
import { calleeName, isNothing, isSameName, isStub } from '../functions/returns.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type CallNode, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project } from '../project/project.ts';
import { globalLabel } from '../project/teaching.ts';
import { propertyOf } from '../values/objects.ts';
import { pathOfMade, sharedPath } from './script-objects.ts';

/** Names of the object that holds what all scripts of a page have. */
const holders = new Set(['window', 'globalThis', 'self', 'global']);

/**
 * What scripts put where all scripts of a page find it, `window.tracker = { … }`, and what Electron shows to a page: what is
 * called there is that. It says nothing of a value.
 */
export class PageGlobals {
  readonly #all = new Map<string, Located[]>();
  readonly #asked = new Set<string>();
  /** What is put on objects that all scripts know, by the last name and then by the whole path. */
  readonly #parts = new Map<string, Map<string, Located[]>>();
  /** The first names of these paths. */
  readonly #roots = new Map<string, Set<string>>();

  /** Takes note of what a program puts there. */
  learn(program: Program): void {
    for (const { target, plain, value } of program.changes) {
      if (!compiler.isPropertyAccessExpression(target)) continue;
      if (!isHolder({ node: target.expression, program })) {
        if (value) this.#addPart(target, { node: value, program });
        continue;
      }
      if (!plain) continue;
      // `window.tracker = window.tracker || { … }`
      const [only, ...others] = choicesIn(plain).filter((each) => each.getText() !== target.getText());
      if (only && others.length === 0) this.#add(target.name.text, { node: only, program });
    }
  }

  /** Takes note of a call that shows something to the pages of Electron: `contextBridge.exposeInMainWorld('tracker', { … })`. */
  learnCall(node: CallNode, program: Program): void {
    if (!compiler.isCallExpression(node) || calleeName(node) !== 'exposeInMainWorld') return;
    const [key, value] = node.arguments;
    if (key && value && compiler.isStringLiteralLike(key)) this.#add(key.text, { node: value, program });
  }

  #add(name: string, value: Located): void {
    this.#all.set(name, [...(this.#all.get(name) ?? []), value]);
  }

  #addPart(target: ts.PropertyAccessExpression, value: Located): void {
    const path = sharedPath({ node: target, program: value.program });
    const [root] = path ?? [];
    if (!path || root === undefined) return;
    const parts = this.#parts.get(target.name.text) ?? new Map<string, Located[]>();
    this.#parts.set(target.name.text, parts);
    const key = path.join('.');
    parts.set(key, [...(parts.get(key) ?? []), value]);
    const { file } = value.program.source;
    addTo(this.#roots, root, file);
  }

  /** The names by which all scripts have something. */
  get names(): readonly string[] {
    return [...this.#all.keys(), ...this.#roots.keys()];
  }

  /** What it was asked for. */
  get asked(): readonly string[] {
    return [...this.#asked].map(globalLabel);
  }

  /** What each file puts there. */
  get provided(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const [name, all] of this.#all)
      for (const { program } of all) {
        const { file } = program.source;
        addTo(found, file, globalLabel(name));
      }
    for (const [name, files] of this.#roots) for (const file of files) addTo(found, file, globalLabel(name));
    return found;
  }

  /** What an expression has under a name, where it is what holds all that, or a part of it. */
  memberOf(project: Project, at: Located, name: string, depth = 0): Located | undefined {
    if (depth > deepest) return undefined;
    if (isHolder(at)) return this.valueOf(project, at.program, name);
    const object = unwrapped(at.node);
    if (!compiler.isPropertyAccessExpression(object)) return undefined;
    const around = { node: object.expression, program: at.program };
    const whole = this.memberOf(project, around, object.name.text, depth + 1);
    return whole && propertyOf(project, whole, name);
  }

  /** What scripts put on an object that all of them know, `App.send = …`, if one place alone says what it is. */
  partOf(project: Project, { node, program }: Located, name: string): Located | undefined {
    const parts = this.#parts.get(name);
    const path = parts && (sharedPath({ node, program }) ?? pathOfMade({ node, program }));
    const [root] = path ?? [];
    if (!parts || !path || root === undefined) return undefined;
    this.#asked.add(root);
    const key = [...path, name].join('.');
    return this.#only(project, key, parts.get(key) ?? [], program);
  }

  /** What goes by a name that no script declares, if one place alone says what it is. */
  valueOf(project: Project, program: Program, name: string): Located | undefined {
    this.#asked.add(name);
    return this.#only(project, name, this.#all.get(name) ?? [], program);
  }

  #only(project: Project, name: string, all: readonly Located[], { source }: Program): Located | undefined {
    const [first] = all;
    // Tests put something else there in every file.
    if (!first || all.length > mostPlaces) return undefined;
    const only = project.nested(
      globalLabel(name),
      first,
      { depth: 0, deepest: 0 },
      () => onlyOf(project, all),
      undefined,
    );
    if (only) project.noted.read(source.file, only.program.source.file);
    return only;
  }
}

/** Objects in objects are looked at so deep. */
const deepest = 3;

/** Whether an expression is the object that holds what all scripts of a page have. */
function isHolder({ node, program }: Located): boolean {
  const at = unwrapped(node);
  return compiler.isIdentifier(at) && holders.has(at.text) && !lookUp(program.scopeOf(at), at.text);
}

/** So many places may put something under one name: all but one must only stand in for it. */
const mostPlaces = 4;

function onlyOf(project: Project, all: readonly Located[]): Located | undefined {
  const [only, ...others] = all.length > 1 ? all.filter((each) => !isStandIn(project, each)) : all;
  // Electron shows it to a page that is kept apart, and others find it on the window.
  return only && others.every((each) => isSameName(only, each)) ? only : undefined;
}

function isStandIn(project: Project, at: Located): boolean {
  const func = functionAt(project, at);
  return isNothing(unwrapped(at.node)) || (func !== undefined && isStub(func.node));
}
