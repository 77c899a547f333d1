import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { moduleHandedTo } from '../modules/loaded.ts';
import { choicesIn } from '../programs/aliasing.ts';
import { boundValue } from '../programs/bound-functions.ts';
import { compiler } from '../programs/compiler.ts';
import { moduleName } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { declaredType } from '../types/declared.ts';
import { declarationsOf } from '../types/members.ts';
import { propertyOf } from '../values/objects.ts';
import { declares, labelOf } from './implementations.ts';
import { type Handed, handedIn, typesOfPlace } from './typed-places.ts';

/** A client of a package that is given as of a type. */
interface Client {
  readonly value: Located;
  /** The methods of the type that send. */
  readonly methods: readonly string[];
}

/**
 * Clients of packages that are given as of a type of the project, `new Service(posthog)` for `constructor(analytics: Analytics)`:
 * what is of that type is such a client, where no class of the project does otherwise.
 */
export class Clients {
  readonly #given = new Map<TypeDeclaration, Client>();
  readonly #asked = new Set<string>();
  /** Whether an object is given that holds methods of a client. */
  haveObjects = false;

  /** The types of which it was asked which client is given as of them. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** The types as of which each file gives a client. */
  get provided(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const [type, { value }] of this.#given) {
      const { file } = value.program.source;
      addTo(found, file, labelOf(type.name?.text ?? ''));
    }
    return found;
  }

  /**
   * Takes note of what a program gives as of types of the project. `words` stand in every file that gets hold of a client, and
   * `methodsOf` says which methods of what is one send. Returns these, by which they may be called.
   */
  learn(
    project: Project,
    program: Program,
    words: ReadonlySet<string>,
    methodsOf: (value: ts.Expression) => readonly string[],
  ): readonly string[] {
    if (!mayHandOver(project, program, words)) return [];
    return handedIn(program)
      .filter(({ value }) => mayBeClient(project, value, program, words))
      .flatMap((handed) => this.#take(project, handed, program, methodsOf(handed.value)));
  }

  #take(project: Project, handed: Handed, program: Program, all: readonly string[]): readonly string[] {
    const types = all.length > 0 ? typesOfPlace(project, handed.to, program) : [];
    return types.flatMap(({ node }) => {
      const methods = all.filter((name) => declares(node, name));
      if (methods.length === 0 || this.#given.has(node)) return [];
      project.forget();
      this.#given.set(node, { value: { node: handed.value, program }, methods });
      if (compiler.isObjectLiteralExpression(handed.value)) this.haveObjects = true;
      return methods;
    });
  }

  /** The client that is given as of a type; undefined where a class of the project is of that type, and does something. */
  of(project: Project, type: Located<ts.TypeNode>): Located | undefined {
    const { implementations } = project.shared;
    for (const found of declarationsOf(project, type)) {
      this.#asked.add(labelOf(found.node.name?.text ?? ''));
      const client = this.#given.get(found.node);
      const { program } = type;
      if (!client || client.methods.some((name) => implementations.doesMethod(project, found, name, program)))
        continue;
      project.noted.read(program.source.file, client.value.program.source.file);
      return client.value;
    }
    return undefined;
  }
}

/** Names stand for one another so deep. */
const deepest = 4;

/** What is called as a member of something, where an object is given as of its type that holds a client's method under that name. */
export function givenMember(project: Project, object: Located, name: string): Located | undefined {
  const { clients } = project.shared;
  const type = clients.haveObjects ? declaredType(project, object) : undefined;
  const given = type && clients.of(project, type);
  return given && compiler.isObjectLiteralExpression(given.node)
    ? propertyOf(project, given, name)
    : undefined;
}

/** Whether a program may hand over a client that it imports, or what it makes by one: most only take a function out of it. */
function mayHandOver(project: Project, { moduleScope, tree }: Program, words: ReadonlySet<string>): boolean {
  const imported = tree.statements.findLast(compiler.isImportDeclaration)?.end ?? 0;
  const text = tree.text.slice(imported);
  for (const [name, binding] of moduleScope.names)
    if (binding.kind === 'import' && isNamed(project, binding, words) && isHandedOver(text, name))
      return true;
  return project.packages.names.some((name) => text.includes(name) && /\bimport\s*\(/.test(text));
}

/** So much of a text before and behind a name says how that is used. */
const [before, behind] = [60, 12];

/**
 * Whether what goes by a name in a text is handed over or kept with a type, as it is or by the name of what is made by it:
 * `(client)`, `port: Port = new Client()`. The text is searched, since looking at its tree takes longer.
 */
function isHandedOver(text: string, name: string, depth = 0): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const left = text.slice(Math.max(0, at - before), at);
    const right = text.slice(at + name.length, at + name.length + behind);
    if (/[\w$.]$/.test(left) || /^[\w$]/.test(right)) continue;
    const isMade = /\bnew\s+$/.test(left);
    const start = left.replace(/\b(?:new|await)\s+$/, '');
    const [, kept, type] = /([\w$]+)\s*(:[^=;{}()]*)?=\s*$/.exec(start) ?? [];
    if (type !== undefined) return true;
    if (kept !== undefined && depth < deepest && kept !== name && isHandedOver(text, kept, depth + 1))
      return true;
    const isGiven = /[(,:?]\s*$|\breturn\s+$/.test(start);
    if (isGiven && (isMade || !/^\s*(?:[(:]|as\s+jest\b)/.test(right))) return true;
  }
  return false;
}

/** Whether an import may be a client by its names: of a package, or of a file that has one. */
function isNamed(
  project: Project,
  { module, imported, isRequired }: Extract<Binding, { kind: 'import' }>,
  words: ReadonlySet<string>,
): boolean {
  if (project.packages.has(module) || words.has(imported)) return true;
  return (imported === 'default' || isRequired === true) && words.has(moduleName(module));
}

/** Whether an expression may be a client by its name: of a package, or of a file that has one. */
function mayBeClient(
  project: Project,
  value: ts.Expression,
  program: Program,
  words: ReadonlySet<string>,
  depth = 0,
): boolean {
  if (compiler.isObjectLiteralExpression(value))
    return value.properties.some(
      (each) =>
        compiler.isPropertyAssignment(each) &&
        mayBeClient(project, boundValue(unwrapped(each.initializer)), program, words, depth + 1),
    );
  const root = rootOf(value);
  const binding = root && lookUp(program.scopeOf(root), root.text)?.binding;
  if (binding?.kind === 'import') return isNamed(project, binding, words);
  // `import('analytics').then(({ default: client }) => setClient(client))`
  const loaded = binding?.kind === 'parameter' ? moduleHandedTo(binding.declaration) : undefined;
  const module = loaded && requiredModule(loaded);
  if (module !== undefined) return project.packages.has(module);
  const made =
    binding?.kind === 'variable' && binding.path?.length === 0 ? binding.declaration.initializer : undefined;
  return (
    made !== undefined &&
    depth < deepest &&
    choicesIn(made).some((each) => mayBeClient(project, each, program, words, depth + 1))
  );
}

/** `Client` of `new Client()`, `Client.load()` and `Client.main`. */
function rootOf(node: ts.Expression): ts.Identifier | undefined {
  let at = unwrapped(node);
  while (
    compiler.isNewExpression(at) ||
    compiler.isCallExpression(at) ||
    compiler.isPropertyAccessExpression(at)
  )
    at = unwrapped(at.expression);
  return compiler.isIdentifier(at) ? at : undefined;
}
