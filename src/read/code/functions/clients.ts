import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { moduleHandedTo } from '../modules/loaded.ts';
import { boundValue, choicesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { moduleName } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { unwrapped } from '../programs/syntax.ts';
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
      found.set(file, (found.get(file) ?? new Set()).add(labelOf(type.name?.text ?? '')));
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
    words: readonly string[],
    methodsOf: (value: ts.Expression) => readonly string[],
  ): readonly string[] {
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

/** Whether an expression may be a client by its name: of a package, or of a file that has one. */
function mayBeClient(
  project: Project,
  value: ts.Expression,
  program: Program,
  words: readonly string[],
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
  if (binding?.kind === 'import')
    return [binding.module, binding.imported, moduleName(binding.module)].some(
      (name) => project.packages.has(name) || words.includes(name),
    );
  // `import('analytics').then(({ default: client }) => setClient(client))`
  const loaded = binding?.kind === 'parameter' ? moduleHandedTo(binding.declaration) : undefined;
  const module = loaded && requiredModule(loaded);
  if (module !== undefined) return project.packages.has(module);
  const made = binding?.kind === 'variable' ? binding.declaration.initializer : undefined;
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
