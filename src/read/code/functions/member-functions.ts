import type ts from 'typescript';
import { requiredModule } from '../modules/commonjs.ts';
import { branchesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { nameText, unwrapped, writtenValue } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { Located, Project } from '../project/project.ts';
import { handedAs } from '../sharing/handed-over.ts';
import { shownToComponent } from '../sharing/vue-injections.ts';
import { optionsOf } from '../sharing/vue-props.ts';
import { declaredType } from '../types/declared.ts';
import { declarationsOf, membersOfType } from '../types/members.ts';
import { valuesOfType } from '../types/typed-values.ts';
import { keptInRef } from '../values/kept.ts';
import { memberOfNamespace, namespaceBinding } from '../values/namespaces.ts';
import { propertyOf } from '../values/objects.ts';
import { onlySource } from '../values/sources.ts';
import {
  type ClassMember,
  calledProperty,
  classAround,
  classUse,
  constructedProperty,
  memberOfClass,
  settledProperty,
} from './classes.ts';
import { memberCreator } from './creators.ts';
import {
  type FunctionNode,
  firstGiven,
  firstOf,
  functionAt,
  functionOfBinding,
  givenTo,
  handedBack,
  ofGlobal,
  ofOptions,
  standingFor,
} from './functions.ts';
import { promisedBy } from './promised.ts';
import { isProxy, proxiedBy } from './proxies.ts';
import { putOn } from './put-members.ts';
import { calleeName, isStub } from './returns.ts';

const deepest = 16;

/** The function that is a member of an object, a class or a module. */
export function memberAt(
  project: Project,
  object: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  return project.nested(
    `member ${name}`,
    object,
    { depth, deepest },
    () => {
      const found = memberBehind(project, object, name, depth) ?? memberCreator(project, object, name);
      // What only stands in for others is what they are until there is one.
      if (found && !isStub(found.node)) return found;
      const put = putOn(project, object, name) ?? project.shared.pageGlobals.partOf(project, object, name);
      return (put && functionAt(project, put, depth + 1)) ?? ofTyped(project, object, name, depth) ?? found;
    },
    undefined,
  );
}

function memberBehind(
  project: Project,
  object: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const { program } = object;
  const node = unwrapped(object.node);
  const held = name === 'current' ? keptInRef(node, program) : undefined;
  if (held) return functionAt(project, { node: held, program }, depth + 1);
  if (compiler.isObjectLiteralExpression(node)) return ofLiteral(project, { node, program }, name, depth);
  if (compiler.isArrayLiteralExpression(node)) {
    const element = node.elements[Number(name)];
    return element && functionAt(project, { node: element, program }, depth + 1);
  }
  if (node.kind === compiler.SyntaxKind.ThisKeyword)
    return (
      ofInstance(project, { node, program }, name, depth) ??
      ofThis(project, { node, program }, name, depth) ??
      ofOwnOptions(project, { node, program }, name, depth) ??
      ofGlobal(project, program, name, depth)
    );
  const branches = branchesIn(node);
  if (branches.length > 0)
    return firstOf(
      branches.map((branch) => ({ node: branch, program })),
      (branch) => memberAt(project, branch, name, depth + 1),
    );
  const module = requiredModule(node);
  const exported = module === undefined ? undefined : project.exported(program, module, name);
  if (exported) return functionOfBinding(project, exported, depth);
  const { globalProperties, pageGlobals } = project.shared;
  const shared =
    globalProperties.memberOf(project, { node, program }, name) ??
    pageGlobals.memberOf(project, { node, program }, name);
  if (shared) return functionAt(project, shared, depth + 1);
  if (compiler.isCallExpression(node))
    return (
      ofMutation(project, { node, program }, name, depth) ??
      firstOf(handedBack(project, { node, program }, depth), (result) =>
        memberAt(project, result, name, depth + 1),
      ) ??
      ofInstance(project, { node, program }, name, depth)
    );
  if (compiler.isPropertyAccessExpression(node)) {
    const whole = namespaceBinding(project, { node, program }, name);
    if (whole) return functionOfBinding(project, whole, depth);
    const value = calledProperty(project, { node: node.expression, program }, node.name.text);
    return (
      (value && memberAt(project, value, name, depth + 1)) ??
      ofInstance(project, { node, program }, name, depth) ??
      ofHanded(project, { node, program }, name, depth)
    );
  }
  if (compiler.isIdentifier(node)) return ofNamed(project, { node, program }, name, depth);
  if (isProxy({ node, program })) return ofProxy(project, { node, program }, name, depth);
  return (
    ofInstance(project, { node, program }, name, depth) ??
    firstOf(promisedBy(project, { node, program }, depth), (each) => memberAt(project, each, name, depth + 1))
  );
}

/** What a proxy hands over under a name. */
function ofProxy(project: Project, proxy: Located, name: string, depth: number) {
  const all = proxiedBy(project, proxy, name);
  return firstOf(
    all.map(({ of }) => of),
    (of) =>
      all.some((each) => each.of === of && each.isMember)
        ? memberAt(project, of, name, depth + 1)
        : functionAt(project, of, depth + 1),
  );
}

function ofNamed(
  project: Project,
  at: Located<ts.Identifier>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const found = bindingOf(project, at.program, at.node);
  if (!found) {
    const { text } = at.node;
    const shared =
      shownToComponent(project, at.program, text) ??
      project.shared.pageGlobals.valueOf(project, at.program, text);
    return shared && memberAt(project, shared, name, depth + 1);
  }
  const { binding, program } = found;
  const again = (node: ts.Expression) => memberAt(project, { node, program }, name, depth + 1);
  if (binding.kind === 'namespace' || (binding.kind === 'import' && binding.imported === '*')) {
    const exported = memberOfNamespace(project, found, name);
    return exported && functionOfBinding(project, exported, depth);
  }
  if (binding.kind === 'expression') return again(binding.node) ?? ofInstance(project, at, name, depth);
  if (binding.kind === 'parameter') {
    const given = firstOf(givenTo(project, found), (each) => memberAt(project, each, name, depth + 1));
    return given ?? ofHanded(project, at, name, depth) ?? ofInstance(project, at, name, depth);
  }
  if (binding.kind === 'variable' && binding.path) {
    const source = onlySource(found);
    if (source) {
      const of = (from: Located) =>
        binding.path?.reduce<Located | undefined>(
          (part, step) => part && propertyOf(project, part, step),
          from,
        );
      const value = of({ node: source, program });
      const call = unwrapped(source);
      const given =
        !value && compiler.isCallExpression(call) ? handedBack(project, { node: call, program }, depth) : [];
      const parts = value ? [value] : given.flatMap((each) => of(each) ?? []);
      const member = firstOf(parts, (each) => memberAt(project, each, name, depth + 1));
      if (member) return member;
    } else {
      const member = standingFor(found, (each) => memberAt(project, each, name, depth + 1));
      if (member) return member;
    }
  }
  return ofInstance(project, at, name, depth);
}

/** `props.onTrack`: what some caller hands over as that property. */
function ofHanded(project: Project, object: Located, name: string, depth: number) {
  return firstGiven(handedAs(project, object, name), (given) => functionAt(project, given, depth + 1));
}

function ofLiteral(
  project: Project,
  { node, program }: Located<ts.ObjectLiteralExpression>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  for (const property of [...node.properties].reverse()) {
    if (compiler.isSpreadAssignment(property)) {
      const spread = memberAt(project, { node: property.expression, program }, name, depth + 1);
      if (spread) return spread;
    } else if (property.name && nameText(property.name) === name) {
      if (compiler.isMethodDeclaration(property)) return { node: property, program };
      const value = writtenValue(property);
      return value && functionAt(project, { node: value, program }, depth + 1);
    }
  }
  return undefined;
}

/** `this.track` in a method of an object that is written out. */
function ofThis(project: Project, { node, program }: Located, name: string, depth: number) {
  if (classAround(node)) return undefined;
  let at: ts.Node = node;
  while (at && !compiler.isObjectLiteralExpression(at)) at = at.parent;
  return at ? ofLiteral(project, { node: at, program }, name, depth) : undefined;
}

/** `this.track` in the options of a component of Vue: a method of it. */
function ofOwnOptions(project: Project, { node, program }: Located, name: string, depth: number) {
  const options = optionsOf(program.tree);
  const isInside = options && options.pos <= node.pos && node.end <= options.end && !classAround(node);
  return isInside ? ofOptions(project, { node: options, program }, name, depth) : undefined;
}

/** A method, or a property that holds a function, of the class that an object is of. */
function ofInstance(
  project: Project,
  at: Located,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const use = classUse(project, at);
  const member = use && memberOfClass(project, use, name);
  if (!member) {
    const value = use && (constructedProperty(project, use, name) ?? settledProperty(project, at, name));
    return value && functionAt(project, value, depth + 1);
  }
  return functionOfMember(project, member, depth);
}

/** The function that a member of a class is: a method, or a property that holds one. */
export function functionOfMember(
  project: Project,
  { node, program }: Located<ClassMember>,
  depth: number,
): Located<FunctionNode> | undefined {
  if (compiler.isMethodDeclaration(node)) return { node, program };
  return compiler.isPropertyDeclaration(node) && node.initializer
    ? functionAt(project, { node: node.initializer, program }, depth + 1)
    : undefined;
}

/** `useMutation({ mutationFn: send }).mutate`: the function that a request's hook runs. */
function ofMutation(
  project: Project,
  { node, program }: Located<ts.CallExpression>,
  name: string,
  depth: number,
): Located<FunctionNode> | undefined {
  const [options, second] = node.arguments;
  if ((name !== 'mutate' && name !== 'mutateAsync') || !options || !/Mutation$/.test(calleeName(node)))
    return undefined;
  const run = propertyOf(project, { node: options, program }, 'mutationFn');
  if (run) return functionAt(project, run, depth + 1);
  const direct = second ?? options;
  return functionAt(project, { node: direct, program }, depth + 1);
}

/** The function that is a member of what something is declared to be the type of. */
function ofTyped(project: Project, at: Located, name: string, depth: number) {
  const type = declaredType(project, at);
  const values = type ? valuesOfType(project, type) : [];
  const found = firstOf(values, (each) => memberAt(project, each, name, depth + 1));
  if (found || values.length > 0) return found;
  const member = type && membersOfType(project, type)?.members.get(name)?.type;
  const ofMember = member ? valuesOfType(project, member) : [];
  return (
    firstOf(ofMember, (each) => functionAt(project, each, depth + 1)) ??
    ofImplementation(project, type ?? ofThisClass(at), name, at.program)
  );
}

/** A method of a type, as a class or an object does it that is of this type. */
export function ofImplementation(
  project: Project,
  type: Located<ts.Node> | undefined,
  name: string,
  from: Program,
): Located<FunctionNode> | undefined {
  if (!type) return undefined;
  const types = compiler.isClassDeclaration(type.node)
    ? [type as Located<ts.ClassDeclaration>]
    : declarationsOf(project, type as Located<ts.TypeNode>);
  return project.shared.implementations.methodOf(project, types, name, from);
}

/** The class that `this` is of, or of an heir of it. */
function ofThisClass({ node, program }: Located): Located<ts.Node> | undefined {
  const around = unwrapped(node).kind === compiler.SyntaxKind.ThisKeyword ? classAround(node) : undefined;
  return around && { node: around, program };
}
