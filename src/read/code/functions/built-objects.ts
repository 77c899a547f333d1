import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { placed } from '../programs/placed.ts';
import type { Program } from '../programs/program.ts';
import { unwrapped } from '../programs/syntax.ts';
import type { Located } from '../project/project.ts';
import { standIn } from '../project/stand-ins.ts';

/** One of several values, of which some may not be known; undefined where none is. */
export function eitherValue(
  all: readonly (Located | undefined)[],
  at: Located<ts.Node>,
): Located | undefined {
  const [first, ...others] = all.filter(
    (each, index) => all.findIndex((other) => isSame(each, other)) === index,
  );
  if (others.length === 0 || all.every((each) => each === undefined)) return first;
  const { factory } = compiler;
  const node = others.reduce<ts.Expression>(
    (so, each) =>
      placed(
        factory.createConditionalExpression(
          standIn(undefined, at.node),
          placed(factory.createToken(compiler.SyntaxKind.QuestionToken), at.node),
          so,
          placed(factory.createToken(compiler.SyntaxKind.ColonToken), at.node),
          standIn(each, at.node),
        ),
        at.node,
      ),
    standIn(first, at.node),
  );
  return { node: apart(node, at.node), program: at.program };
}

function isSame(a: Located | undefined, b: Located | undefined): boolean {
  return a?.node === b?.node && a?.program.frame === b?.program.frame;
}

/** A value of which a part is an object that something is put over: `{ ...before, [key]: value }`. */
export function withPut(
  before: Located | undefined,
  path: readonly string[],
  put: readonly ts.ObjectLiteralElementLike[],
  at: Located<ts.Node>,
): Located {
  const node = overlay(standIn(before, at.node), path, put, at.node);
  putTogether.add(node);
  return { node: apart(node, at.node), program: at.program };
}

const putTogether = new WeakSet<ts.Node>();

/** Whether {@link withPut} has made an object. */
export function isPutTogether(node: ts.Node): boolean {
  return putTogether.has(node);
}

function overlay(
  before: ts.Expression,
  [step, ...path]: readonly string[],
  put: readonly ts.ObjectLiteralElementLike[],
  at: ts.Node,
): ts.ObjectLiteralExpression {
  const { factory } = compiler;
  const spread = placed(factory.createSpreadAssignment(before), at);
  const own = (name: string) => placed(factory.createIdentifier(name), at);
  const parts =
    step === undefined
      ? put
      : [
          placed(
            factory.createPropertyAssignment(
              own(step),
              overlay(placed(factory.createPropertyAccessExpression(before, own(step)), at), path, put, at),
            ),
            at,
          ),
        ];
  return adopting(placed(factory.createObjectLiteralExpression([spread, ...parts]), at));
}

/** A value as it is written, whatever is done to it under the name that it is kept by. */
export function asWritten({ node, program }: Located): Located {
  const literal = unwrapped(node);
  return compiler.isObjectLiteralExpression(literal)
    ? { node: apart(copyOf(literal, program), node), program }
    : { node, program };
}

function copyOf(literal: ts.ObjectLiteralExpression, program: Program): ts.ObjectLiteralExpression {
  const { factory } = compiler;
  const shown = (value: ts.Expression) => {
    const inner = unwrapped(value);
    return compiler.isObjectLiteralExpression(inner)
      ? copyOf(inner, program)
      : standIn({ node: value, program }, value);
  };
  const parts = literal.properties.map((each) => {
    if (compiler.isSpreadAssignment(each)) return spreadOf({ node: each.expression, program }, each);
    if (compiler.isShorthandPropertyAssignment(each)) return settingOf(each.name, each.name, program);
    if (!compiler.isPropertyAssignment(each)) return each;
    return placed(factory.createPropertyAssignment(each.name, shown(each.initializer)), each);
  });
  return adopting(placed(factory.createObjectLiteralExpression(parts), literal));
}

/** `[key]: value` and `key: value` of what a function sets. */
export function settingOf(
  key: ts.Expression | ts.MemberName,
  value: ts.Expression,
  program: Program,
): ts.ObjectLiteralElementLike {
  const { factory } = compiler;
  const isPlain =
    compiler.isShorthandPropertyAssignment(key.parent) ||
    (compiler.isPropertyAccessExpression(key.parent) && key.parent.name === key);
  const name =
    isPlain && !compiler.isPrivateIdentifier(key)
      ? placed(factory.createIdentifier(key.getText()), key)
      : placed(
          factory.createComputedPropertyName(standIn({ node: key as ts.Expression, program }, key)),
          key,
        );
  return placed(factory.createPropertyAssignment(name, standIn({ node: value, program }, value)), key);
}

/** `...value` of what a function puts over something; of what is not known, too. */
export function spreadOf(value: Located | undefined, at: ts.Node): ts.ObjectLiteralElementLike {
  return placed(compiler.factory.createSpreadAssignment(standIn(value, at)), at);
}

/** Parts of a literal that somebody has not written stand in it, wherever they are shown. */
function adopting(literal: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression {
  for (const each of literal.properties) {
    if (compiler.isMethodDeclaration(each) || compiler.isAccessor(each)) continue;
    (each as { parent: ts.Node }).parent = literal;
    const inner = compiler.isPropertyAssignment(each) ? each.initializer : undefined;
    if (inner && compiler.isObjectLiteralExpression(inner)) (inner as { parent: ts.Node }).parent = each;
  }
  return literal;
}

/** Keeps an expression from being taken for the value of what stands around its place. */
function apart<Node extends ts.Expression>(node: Node, at: ts.Node): Node {
  const between = placed(compiler.factory.createVoidExpression(node), at, at.parent);
  (node as ts.Node as { parent: ts.Node }).parent = between;
  return node;
}
