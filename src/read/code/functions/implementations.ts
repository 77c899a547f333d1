import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped, wrapped } from '../programs/syntax.ts';
import { addTo } from '../project/dependencies.ts';
import type { Located, Project, TypeDeclaration } from '../project/project.ts';
import { declarationsOf, typeNamed } from '../types/members.ts';
import { telling } from '../values/only-read.ts';
import { returnedBy } from '../values/results.ts';
import { memberOfClass } from './classes.ts';
import type { FunctionNode } from './functions.ts';
import { functionOfMember } from './member-functions.ts';
import { functionAround } from './naming.ts';
import { Instances } from './typed-places.ts';

/** A class or an interface, which says what it implements or extends. */
type Heir = ts.ClassDeclaration | ts.InterfaceDeclaration;

/** The method that a function is of an object, and the type that this object is written with. */
interface Method {
  readonly name: string;
  readonly type: Located<ts.TypeNode>;
}

/** What the methods of interfaces and abstract classes do, by the classes and objects that say that they are of such a type. */
export class Implementations {
  /** By the name of what they implement or extend, as the module that declares that exports it. */
  readonly #heirs = new Map<string, Located<Heir>[]>();
  /** The functions that send, with the methods that they are of objects. */
  readonly #sending = new Map<FunctionNode, readonly Method[]>();
  /** Whether one of them is a method that a type may declare. */
  #hasMethods = false;
  /** Classes with a method that sends, whose instances may be of a type without saying so. */
  readonly #classes = new Set<Located<ts.ClassDeclaration>>();
  readonly #programs: Program[] = [];
  readonly #instances = new Instances();
  readonly #asked = new Set<string>();

  /** The types of which it was asked what their methods do. */
  get asked(): ReadonlySet<string> {
    return this.#asked;
  }

  /** The types of which each file has an implementation. */
  get provided(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    const add = (name: string, { source }: Program) => addTo(found, source.file, labelOf(name));
    for (const [name, heirs] of this.#heirs) for (const { program } of heirs) add(name, program);
    for (const { type } of [...this.#sending.values()].flat())
      for (const name of namesIn(type)) add(name, type.program);
    for (const { type, program } of this.#instances.given) add(type.name?.text ?? '', program);
    return found;
  }

  /** Takes note of what the classes and interfaces of a program implement and extend. */
  learn(program: Program): void {
    this.#programs.push(program);
    for (const node of program.tree.statements) {
      if (!compiler.isClassDeclaration(node) && !compiler.isInterfaceDeclaration(node)) continue;
      for (const { text } of basesOf(node)) {
        const name = exportedName(program, text);
        const known = this.#heirs.get(name);
        if (known) known.push({ node, program });
        else this.#heirs.set(name, [{ node, program }]);
      }
    }
  }

  /** Takes note of a function that sends. Returns the name of its class: who makes an instance may hand it over as of a type. */
  learnSending(project: Project, at: Located<FunctionNode>): readonly string[] {
    if (this.#sending.has(at.node)) return [];
    const methods = methodsOf(at);
    this.#sending.set(at.node, methods);
    const owner = classOf(at.node);
    if (methods.length === 0 && !owner) return [];
    this.#hasMethods = true;
    project.forget();
    if (!owner?.name || [...this.#classes].some(({ node }) => node === owner)) return [];
    this.#classes.add({ node: owner, program: at.program });
    return [owner.name.text];
  }

  /** Looks up the types that have an implementation, by which their files are read. */
  lookUp(project: Project): void {
    for (const { node, program } of [...this.#heirs.values()].flat())
      for (const { text } of basesOf(node)) typeNamed(project, program, text);
    for (const { type } of [...this.#sending.values()].flat()) declarationsOf(project, type);
  }

  /**
   * The method of a type that sends, where an implementation of it does: the first, unless more of them do something else
   * than there are that send. Undefined where none sends.
   */
  methodOf(
    project: Project,
    types: readonly Located<TypeDeclaration>[],
    name: string,
    from: Program,
  ): Located<FunctionNode> | undefined {
    if (!this.#hasMethods) return undefined;
    const all = types.flatMap((type) => this.#allOf(project, type, name, from));
    const each = [...new Map(all.map((found) => [found.node, found])).values()];
    const senders = each.filter(({ node }) => this.#sending.has(node));
    const busy = each.filter((found) => !this.#sending.has(found.node) && doesSomething(found));
    return senders.length >= busy.length ? senders[0] : undefined;
  }

  /** Whether some class or object does a method of a type, and not only stands in for others. */
  doesMethod(project: Project, type: Located<TypeDeclaration>, name: string, from: Program): boolean {
    return this.#allOf(project, type, name, from).some(
      (each) => this.#sending.has(each.node) || doesSomething(each),
    );
  }

  /** All that do a method of a type. */
  #allOf(
    project: Project,
    type: Located<TypeDeclaration>,
    name: string,
    from: Program,
  ): readonly Located<FunctionNode>[] {
    this.#asked.add(labelOf(type.node.name?.text ?? ''));
    const all = [
      ...this.#ofHeirs(project, type, name, new Set()),
      ...this.#ofObjects(project, type, name),
      ...this.#ofInstances(project, type, name, from),
    ];
    for (const { program } of all) project.noted.read(from.source.file, program.source.file);
    return all;
  }

  /** What classes do that implement or extend a type, themselves or by an heir of it. */
  #ofHeirs(
    project: Project,
    type: Located<TypeDeclaration>,
    name: string,
    seen: Set<ts.Node>,
  ): Located<FunctionNode>[] {
    seen.add(type.node);
    return this.#heirsOf(project, type).flatMap((heir) => {
      if (seen.has(heir.node)) return [];
      const own = compiler.isClassDeclaration(heir.node)
        ? methodOfClass(project, heir as Located<ts.ClassDeclaration>, name)
        : undefined;
      return [...(own ? [own] : []), ...this.#ofHeirs(project, heir, name, seen)];
    });
  }

  /** What classes do whose instances are handed over or kept as of a type. */
  #ofInstances(
    project: Project,
    type: Located<TypeDeclaration>,
    name: string,
    from: Program,
  ): Located<FunctionNode>[] {
    if (!declares(type.node, name)) return [];
    return [...this.#classes].flatMap((at) => {
      const own = at.node === type.node ? undefined : methodOfClass(project, at, name);
      const giver = own && this.#instances.giverOf(project, at.node, type.node, this.#programs);
      if (giver) project.noted.read(from.source.file, giver.source.file);
      return own && giver ? [own] : [];
    });
  }

  #heirsOf(project: Project, type: Located<TypeDeclaration>): Located<Heir>[] {
    const names = new Set([type.node.name?.text ?? '', 'default']);
    return [...names]
      .flatMap((name) => this.#heirs.get(name) ?? [])
      .filter(({ node, program }) =>
        basesOf(node).some(({ text }) => typeNamed(project, program, text)?.node === type.node),
      );
  }

  /** What objects that are written with a type do, of those that send. */
  #ofObjects(project: Project, type: Located<TypeDeclaration>, name: string): Located<FunctionNode>[] {
    return [...this.#sending].flatMap(([node, methods]) => {
      const method = methods.find(
        (each) =>
          each.name === name && declarationsOf(project, each.type).some((found) => found.node === type.node),
      );
      return method ? [{ node, program: method.type.program }] : [];
    });
  }
}

/** The label under which a type is asked for and provided, which no context has. */
export function labelOf(name: string): string {
  return `type ${name}`;
}

/** The names of what a class or an interface implements and extends. */
function basesOf({ heritageClauses }: Heir): ts.Identifier[] {
  return (heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => (compiler.isIdentifier(expression) ? [expression] : [])),
  );
}

/** What a type is called by the module that declares it. */
function exportedName(program: Program, name: string): string {
  const binding = program.moduleScope.names.get(name);
  return binding?.kind === 'import' ? binding.imported : name;
}

/** The names that a type mentions, as the modules that declare them export them. */
function namesIn({ node, program }: Located<ts.TypeNode>): string[] {
  const words = node.getText(program.tree).match(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu) ?? [];
  return words.map((word) => exportedName(program, word));
}

/** The class of which a function is a method. */
function classOf({ parent }: FunctionNode): ts.ClassDeclaration | undefined {
  const owner = compiler.isPropertyDeclaration(parent) ? parent.parent : parent;
  return compiler.isClassDeclaration(owner) ? owner : undefined;
}

/** Whether an interface, a type or an abstract class says that there is a method of a name, without doing it. */
export function declares(type: TypeDeclaration, name: string): boolean {
  const object = compiler.isTypeAliasDeclaration(type) ? type.type : type;
  if (compiler.isClassDeclaration(object))
    return object.members.some(
      (each) => compiler.isMethodDeclaration(each) && !each.body && nameText(each.name) === name,
    );
  if (!compiler.isInterfaceDeclaration(object) && !compiler.isTypeLiteralNode(object)) return false;
  return object.members.some((each) => each.name && nameText(each.name) === name);
}

function methodOfClass(
  project: Project,
  at: Located<ts.ClassDeclaration>,
  name: string,
): Located<FunctionNode> | undefined {
  const member = memberOfClass(project, { at, isStatic: false }, name);
  return member && functionOfMember(project, member, 0);
}

/** The methods that a function is of objects that are written with a type. */
function methodsOf({ node, program }: Located<FunctionNode>): Method[] {
  const found: Method[] = [];
  const add = (property: ts.ObjectLiteralElementLike) => {
    const type = compiler.isObjectLiteralExpression(property.parent) && writtenType(property.parent);
    const name = property.name && nameText(property.name);
    if (type && name !== undefined) found.push({ name, type: { node: type, program } });
  };
  if (compiler.isMethodDeclaration(node) && compiler.isObjectLiteralExpression(node.parent)) add(node);
  const { parent } = wrapped(node);
  if (compiler.isPropertyAssignment(parent)) add(parent);
  const own = nameOf(node);
  if (own !== undefined)
    for (const literal of literalsAround(node, program))
      for (const property of literal.properties) if (valueName(property) === own) add(property);
  return found;
}

/** `track` of `function track() {}` and of `const track = () => {}`. */
function nameOf(node: FunctionNode): string | undefined {
  if (compiler.isFunctionDeclaration(node)) return node.name?.text;
  const { parent } = node;
  return compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name)
    ? parent.name.text
    : undefined;
}

/** `track` of `{ track }` and of `{ send: track }`. */
function valueName(property: ts.ObjectLiteralElementLike): string | undefined {
  if (compiler.isShorthandPropertyAssignment(property)) return property.name.text;
  return compiler.isPropertyAssignment(property) && compiler.isIdentifier(property.initializer)
    ? property.initializer.text
    : undefined;
}

/** The objects that may hold a function by its name: what the function around it returns, what the module keeps. */
function literalsAround(node: FunctionNode, { tree }: Program): ts.ObjectLiteralExpression[] {
  const around = functionAround(node);
  const values = around
    ? (returnedBy(around) ?? [])
    : tree.statements.flatMap((statement) =>
        compiler.isVariableStatement(statement)
          ? statement.declarationList.declarations.flatMap(({ initializer }) => initializer ?? [])
          : [],
      );
  return values.map(unwrapped).filter(compiler.isObjectLiteralExpression);
}

/** The type that an object is written with: of what it is kept in, of the function that returns it. */
function writtenType(literal: ts.ObjectLiteralExpression): ts.TypeNode | undefined {
  let at: ts.Node = literal;
  while (compiler.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (compiler.isAsExpression(parent) || compiler.isSatisfiesExpression(parent)) return parent.type;
  if (compiler.isVariableDeclaration(parent) || compiler.isPropertyDeclaration(parent)) return parent.type;
  if (compiler.isArrowFunction(parent)) return parent.type;
  return compiler.isReturnStatement(parent) ? functionAround(parent)?.type : undefined;
}

/** Whether a method calls anything, besides what logs. */
function doesSomething({ node, program }: Located<FunctionNode>): boolean {
  return program.calls.some((call) => {
    if (!compiler.isCallExpression(call) || call.pos < node.pos || call.end > node.end) return false;
    const { expression } = call;
    const name = compiler.isPropertyAccessExpression(expression) ? expression.name : expression;
    return !(compiler.isIdentifier(name) && telling.has(name.text));
  });
}
