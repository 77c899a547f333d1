import type ts from 'typescript';
import { baseOf, calledProperty, classAround, classUse, extendedBy } from '../functions/classes.ts';
import { givenTo } from '../functions/functions.ts';
import { calleeName, isNothing, resultsOf } from '../functions/returns.ts';
import { branchesIn } from '../programs/aliasing.ts';
import { compiler } from '../programs/compiler.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { bindingOf } from '../project/binding.ts';
import type { FoundBinding, Located, Project } from '../project/project.ts';
import { onlySource } from '../values/sources.ts';

/** What packages call what makes an emitter, and the classes of one. Others, as sockets, hand on to somebody else. */
const makers = /emitter|emittery|eventbus|^mitt$|^createNanoEvents$|^EventTarget$/i;

const deepest = 12;

/**
 * What makes two expressions the same emitter: the node that makes it, or the class of the project of which it is; undefined
 * for what is none, or not known.
 */
export function emitterOf(project: Project, { node, program }: Located, depth = 0): ts.Node | undefined {
  if (depth > deepest || !project.step()) return undefined;
  const of = (next: Located) => emitterOf(project, next, depth + 1);
  const inner = unwrapped(node);
  if (inner.kind === compiler.SyntaxKind.ThisKeyword) {
    const around = classAround(inner);
    return around && emittingClass(project, { node: around, program });
  }
  if (compiler.isCallExpression(inner) || compiler.isNewExpression(inner)) {
    const [result, ...others] = compiler.isCallExpression(inner)
      ? resultsOf(project, { node: inner, program })
      : [];
    if (result) return others.length === 0 ? of(result) : undefined;
    return ofInstance(project, { node: inner, program }) ?? (isMaker(inner) ? inner : undefined);
  }
  const branches = branchesIn(inner).filter((each) => !isNothing(unwrapped(each)));
  if (branches.length > 0) {
    // `given ?? new EventEmitter()` of what nobody is seen to give.
    const [first, ...others] = branches.flatMap((each) => of({ node: each, program }) ?? []);
    return others.every((each) => each === first) ? first : undefined;
  }
  if (compiler.isPropertyAccessExpression(inner)) {
    const value = calledProperty(project, { node: inner.expression, program }, inner.name.text);
    return (value && of(value)) ?? ofInstance(project, { node: inner, program });
  }
  const found = compiler.isIdentifier(inner) ? bindingOf(project, program, inner) : undefined;
  const value = found && valueNamed(project, found);
  return (value && of(value)) ?? (found && ofInstance(project, { node: inner, program }));
}

/** What a name stands for: the one thing that it is set to, or that is given for it. */
function valueNamed(project: Project, found: FoundBinding): Located | undefined {
  const { binding, program } = found;
  if (binding.kind === 'expression') return { node: binding.node, program };
  if (binding.kind === 'parameter') {
    const [only, ...others] = givenTo(project, found);
    return others.length === 0 ? only : undefined;
  }
  const source = onlySource(found);
  if (binding.kind !== 'variable' || !source) return undefined;
  return binding.path?.reduce<Located | undefined>(
    (from, step) => from && calledProperty(project, from, step),
    { node: source, program },
  );
}

function ofInstance(project: Project, at: Located): ts.Node | undefined {
  const use = classUse(project, at);
  return use && !use.isStatic ? emittingClass(project, use.at) : undefined;
}

/** The class at the root of a class of the project, where that is, extends or does as an emitter. */
function emittingClass(project: Project, at: Located<ts.ClassLikeDeclaration>): ts.Node | undefined {
  let root = at;
  let isEmitter = emits(root.node);
  for (let depth = 0; depth < deepest; depth++) {
    const base = baseOf(project, root);
    if (!base) break;
    root = base;
    isEmitter ||= emits(root.node);
  }
  return isEmitter || extendedBy(root.node).some(({ expression }) => makers.test(lastName(expression)))
    ? root.node
    : undefined;
}

/** Whether a class has methods of its own to register functions and to call them. */
function emits({ members }: ts.ClassLikeDeclaration): boolean {
  const names = members.map(({ name }) => name && nameText(name as ts.PropertyName));
  const has = (pattern: RegExp) => names.some((name) => name !== undefined && pattern.test(name));
  return has(/^(?:on|addListener|subscribe)$/) && has(/^(?:emit|publish|trigger|dispatch|fire)$/);
}

function isMaker(node: ts.CallExpression | ts.NewExpression): boolean {
  const name = compiler.isCallExpression(node) ? calleeName(node) : lastName(node.expression);
  return makers.test(name);
}

function lastName(node: ts.Expression): string {
  const at = unwrapped(node);
  if (compiler.isPropertyAccessExpression(at)) return at.name.text;
  return compiler.isIdentifier(at) ? at.text : '';
}
