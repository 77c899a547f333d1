import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import { nameText, unwrapped, writtenValue } from '../programs/syntax.ts';
import { pascalCase } from '../templates/component-names.ts';
import type { Shared } from './nuxt.ts';

/** What a component's props are known to be. */
export interface Props {
  /** The names that are declared; undefined where they are declared elsewhere. */
  readonly names: readonly string[] | undefined;
  readonly type: ts.TypeNode | undefined;
  /** An object of default values. */
  readonly defaults: ts.Expression | undefined;
}

/** The options of a component of Vue: what it exports by default, itself or handed to a function that defines it. */
export function optionsOf(tree: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  if (!options.has(tree)) options.set(tree, exportedOptions(tree));
  return options.get(tree);
}

const options = new WeakMap<ts.SourceFile, ts.ObjectLiteralExpression | undefined>();

function exportedOptions(tree: ts.SourceFile): ts.ObjectLiteralExpression | undefined {
  const exported = tree.statements.find(compiler.isExportAssignment);
  const made = exported && unwrapped(exported.expression);
  const [first = made] = made && compiler.isCallExpression(made) ? made.arguments : [];
  const object = first && unwrapped(first);
  return object && compiler.isObjectLiteralExpression(object) ? object : undefined;
}

/** What an object that is written out has under a name: a value, or a method; undefined where it has none. */
export function memberValue(object: ts.ObjectLiteralExpression, name: string): ts.Node | undefined {
  const found = object.properties.find((each) => each.name && nameText(each.name) === name);
  if (!found) return undefined;
  if (compiler.isPropertyAssignment(found)) return unwrapped(found.initializer);
  return compiler.isShorthandPropertyAssignment(found) ? found.name : found;
}

/** All that an object that is written out has under names: values, and methods. */
export function memberValues(object: ts.ObjectLiteralExpression): readonly Shared[] {
  return object.properties.flatMap((each) => {
    const name = each.name && nameText(each.name);
    const value = name === undefined ? undefined : memberValue(object, name);
    return name !== undefined && value ? [{ name, value: value as ts.Expression }] : [];
  });
}

/** What the options of a component register under a name: `components: { TrackedButton, 'tracked-link': TrackedLink }`. */
export function registeredAs(tree: ts.SourceFile, name: string): ts.Expression | undefined {
  const components = optionsOf(tree)?.properties.find(
    (each) => each.name && nameText(each.name) === 'components',
  );
  if (!components || !compiler.isPropertyAssignment(components)) return undefined;
  const object = unwrapped(components.initializer);
  const found = compiler.isObjectLiteralExpression(object)
    ? object.properties.find((each) => each.name && pascalCase(nameText(each.name) ?? '') === name)
    : undefined;
  return found && writtenValue(found);
}

/** `['event']`, or `{ event: String, attributes: { type: Object as PropType<Attributes>, default: () => ({}) } }`. */
export function declaredProps(node: ts.Expression): Props | undefined {
  if (compiler.isArrayLiteralExpression(node)) {
    const names = node.elements.flatMap((each) => (compiler.isStringLiteralLike(each) ? [each.text] : []));
    return { names, type: undefined, defaults: undefined };
  }
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  const names: string[] = [];
  const members: ts.TypeElement[] = [];
  const defaults: ts.PropertyAssignment[] = [];
  for (const property of node.properties) {
    const name = property.name && nameText(property.name);
    if (name === undefined || !compiler.isPropertyAssignment(property)) continue;
    names.push(name);
    const value = unwrapped(property.initializer);
    const options = compiler.isObjectLiteralExpression(value) ? value : undefined;
    const option = (key: string) =>
      options?.properties.find(
        (each): each is ts.PropertyAssignment =>
          compiler.isPropertyAssignment(each) && nameText(each.name) === key,
      )?.initializer;
    const preset = option('default');
    const isGiven = option('required')?.kind === compiler.SyntaxKind.TrueKeyword;
    members.push(
      memberOf(name, !isGiven, typeOfConstructor(options ? option('type') : property.initializer)),
    );
    if (preset) defaults.push(presetOf(property, preset));
  }
  return { names, type: typeLiteral(members), defaults: objectOf(node, defaults) };
}

/** A prop with the value that it has by default; that of an object is what a function returns. */
function presetOf(property: ts.PropertyAssignment, preset: ts.Expression): ts.PropertyAssignment {
  const func = unwrapped(preset);
  const value = compiler.isArrowFunction(func) && !compiler.isBlock(func.body) ? func.body : preset;
  return placed(compiler.factory.createPropertyAssignment(property.name, value), property, property.parent);
}

function objectOf(
  node: ts.ObjectLiteralExpression,
  properties: readonly ts.PropertyAssignment[],
): ts.ObjectLiteralExpression | undefined {
  if (properties.length === 0) return undefined;
  return placed(compiler.factory.createObjectLiteralExpression(properties), node, node.parent);
}

/** The type that Vue takes from a constructor: `String`, `[String, Number]`, `Object as PropType<Attributes>`. */
function typeOfConstructor(node: ts.Expression | undefined): ts.TypeNode | undefined {
  if (!node) return undefined;
  if (compiler.isAsExpression(node)) {
    const { type } = node;
    const isPropType = compiler.isTypeReferenceNode(type) && /PropType$/.test(type.typeName.getText());
    return isPropType ? type.typeArguments?.[0] : undefined;
  }
  const { factory, SyntaxKind } = compiler;
  if (compiler.isArrayLiteralExpression(node)) {
    const all = node.elements.map(typeOfConstructor);
    return all.every((each) => each !== undefined)
      ? factory.createUnionTypeNode(all as ts.TypeNode[])
      : undefined;
  }
  switch (compiler.isIdentifier(node) ? node.text : '') {
    case 'String':
      return factory.createKeywordTypeNode(SyntaxKind.StringKeyword);
    case 'Number':
      return factory.createKeywordTypeNode(SyntaxKind.NumberKeyword);
    case 'Boolean':
      return factory.createKeywordTypeNode(SyntaxKind.BooleanKeyword);
    case 'Object':
      return factory.createKeywordTypeNode(SyntaxKind.ObjectKeyword);
    case 'Date':
      return factory.createTypeReferenceNode('Date');
    default:
      return undefined;
  }
}

/** A prop as a type declares it. */
export function memberOf(name: string, optional: boolean, type: ts.TypeNode | undefined): ts.TypeElement {
  const { factory, SyntaxKind } = compiler;
  const question = optional ? factory.createToken(SyntaxKind.QuestionToken) : undefined;
  return factory.createPropertySignature(undefined, name, question, type);
}

/** The type of all props. */
export function typeLiteral(members: readonly ts.TypeElement[]): ts.TypeNode | undefined {
  return members.length > 0 ? compiler.factory.createTypeLiteralNode(members) : undefined;
}

/** The names of the props that a type declares. */
export function namesOfMembers(members: readonly ts.TypeElement[]): string[] {
  return members.flatMap(({ name }) => (name ? [nameText(name) ?? ''] : []));
}
