import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import type { Located } from '../project/project.ts';
import { classAround, isInStatic, isStaticMember } from './classes.ts';

/** By what the properties of a class are told from those of its instances. */
export function settingKey(name: string, isStatic: boolean): string {
  return isStatic ? `static ${name}` : name;
}

/** What a class does to the properties of its instances. */
export interface Settings {
  /** All that it sets to something as it is, by their names; those of the class itself by {@link settingKey}. */
  readonly sets: ReadonlyMap<string, readonly ts.Expression[]>;
  /** What its constructor sets, in every case, and nothing in the class sets or changes again. */
  readonly values: ReadonlyMap<string, ts.Expression>;
  /**
   * The objects that it sets fields to elsewhere that begin as nothing, and that nothing in the class sets or changes again. What
   * they are made of is the same whoever calls the method that does so.
   */
  readonly objects: ReadonlyMap<string, ts.Expression>;
  /** What the class sets otherwise, or changes. */
  readonly changed: ReadonlySet<string>;
  /** Whether its constructor has something else put what it is given into the instance: `init(data, this)`. */
  readonly isFilled: boolean;
}

const settings = new WeakMap<ts.ClassLikeDeclaration, Settings>();

/** What a class does to the properties of its instances, its heirs left aside. */
export function settingsOf({ node, program }: Located<ts.ClassLikeDeclaration>): Settings {
  const known = settings.get(node) ?? settingsIn(node, program);
  settings.set(node, known);
  return known;
}

function settingsIn(node: ts.ClassLikeDeclaration, program: Program): Settings {
  const declared = node.members.find(compiler.isConstructorDeclaration);
  const body = declared?.body;
  const values = new Map<string, ts.Expression>();
  const changed = new Set<string>();
  const sets = new Map<string, ts.Expression[]>();
  const times = new Map<string, number>();
  const add = (name: string, isStatic: boolean, value: ts.Expression) => {
    const key = settingKey(name, isStatic);
    sets.set(key, [...(sets.get(key) ?? []), value]);
  };
  for (const member of node.members)
    if (compiler.isPropertyDeclaration(member) && member.initializer)
      add(member.name.getText(program.tree), isStaticMember(member), member.initializer);
  // `constructor(private send: Send)`
  for (const { modifiers = [], name } of (body && declared?.parameters) ?? [])
    if (modifiers.length > 0 && compiler.isIdentifier(name)) add(name.text, false, name);
  for (const each of program.changes) {
    const shared = propertyOfClass(each.target, node, program);
    if (shared !== undefined) {
      changed.add(settingKey(shared.name, true));
      if (shared.isItself && each.value) add(shared.name, true, each.value);
      continue;
    }
    const name = ownProperty(each.target);
    if (name === undefined || classAround(each.node) !== node) continue;
    times.set(name, (times.get(name) ?? 0) + 1);
    const set = ownProperty(each.target, true) === undefined ? undefined : each.value;
    if (set) add(name, isInStatic(each.node, node), set);
    if (!set || set !== each.plain || values.has(name) || each.node.parent.parent !== body) changed.add(name);
    else values.set(name, set);
  }
  if (values.has('state') && isSetAsState(program, 'state')) changed.add('state');
  for (const name of changed) values.delete(name);
  const objects = new Map(
    [...changed].flatMap((name) => {
      const [only, ...others] = sets.get(name) ?? [];
      const isOnce = only !== undefined && others.length === 0 && times.get(name) === 1;
      const isObject = isOnce && compiler.isObjectLiteralExpression(unwrapped(only));
      return isObject && !isOfCall(only, program) && !isSetOutside(node, name) ? [[name, only] as const] : [];
    }),
  );
  return { sets, values, objects, changed, isFilled: body !== undefined && isFilledIn(body, program) };
}

function isFilledIn(body: ts.Block, program: Program): boolean {
  const isThis = ({ kind }: ts.Node) => kind === compiler.SyntaxKind.ThisKeyword;
  return program.calls.some(
    (node) =>
      compiler.isCallExpression(node) &&
      node.pos >= body.pos &&
      node.end <= body.end &&
      node.arguments.some(isThis) &&
      node.arguments.some((each) => !isThis(each) && isOfCall(each, program)),
  );
}

/** Whether an expression is made of what the function around it is given. */
function isOfCall(node: ts.Node, program: Program): boolean {
  if (compiler.isIdentifier(node) && lookUp(program.scopeOf(node), node.text)?.binding.kind === 'parameter')
    return true;
  return compiler.forEachChild(node, (child) => isOfCall(child, program)) ?? false;
}

/** Whether others may set a field of an instance: it has decorators, or is among the properties of an element (`static properties`). */
function isSetOutside({ members }: ts.ClassLikeDeclaration, name: string): boolean {
  return (
    name === 'state' ||
    name === 'props' ||
    members.some((member) => {
      const own = member.name && nameText(member.name as ts.PropertyName);
      return own === 'properties'
        ? isStaticMember(member)
        : own === name && compiler.canHaveDecorators(member) && compiler.getDecorators(member) !== undefined;
    })
  );
}

/** Whether a field is the state of a component of React, which changes it without assigning it. */
export function isSetAsState(program: Program, name: string): boolean {
  return name === 'state' && program.tree.text.includes('this.setState');
}

/** `main` of `Client.main` and `Client.main.name`, where that names a class. */
function propertyOfClass(target: ts.Expression, { name }: ts.ClassLikeDeclaration, program: Program) {
  let at = target;
  while (hasObject(at) && hasObject(at.expression)) at = at.expression;
  if (!name || !compiler.isPropertyAccessExpression(at)) return undefined;
  const root = at.expression;
  if (!compiler.isIdentifier(root) || root.text !== name.text) return undefined;
  const binding = lookUp(program.scopeOf(root), root.text)?.binding;
  const isMeant = binding?.kind === 'function' && binding.declaration === name.parent;
  return isMeant ? { name: at.name.text, isItself: at === target } : undefined;
}

/** Whether something sets or changes a property of a class by the name of that, where it is declared. */
export function isSetByName(at: Located<ts.ClassLikeDeclaration>, name: string): boolean {
  return settingsOf(at).changed.has(settingKey(name, true));
}

/** `client` of `this.client`, and of `this.client.name` unless the property itself is asked for. */
function ownProperty(node: ts.Expression, itself = false): string | undefined {
  let at = node;
  while (!itself && hasObject(at) && hasObject(at.expression)) at = at.expression;
  if (!compiler.isPropertyAccessExpression(at)) return undefined;
  return at.expression.kind === compiler.SyntaxKind.ThisKeyword ? at.name.text : undefined;
}

function hasObject(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return compiler.isPropertyAccessExpression(node) || compiler.isElementAccessExpression(node);
}
