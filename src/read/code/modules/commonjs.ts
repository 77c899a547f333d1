import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';

/** The module that `require('…')` or `await import('…')` hands over; undefined for other expressions. */
export function requiredModule(node: ts.Expression): string | undefined {
  let at = node;
  while (compiler.isAwaitExpression(at) || compiler.isParenthesizedExpression(at)) at = at.expression;
  if (!compiler.isCallExpression(at)) return undefined;
  const [module] = at.arguments;
  const { expression } = at;
  const isRequire = compiler.isIdentifier(expression) && expression.text === 'require';
  const isImport = expression.kind === compiler.SyntaxKind.ImportKeyword;
  return module && (isRequire || isImport) && compiler.isStringLiteralLike(module) ? module.text : undefined;
}

/** The name under which a module hands over what it is as a whole: `module.exports = …`, `export = …`. */
export const wholeModule = 'export=';

/** What a module exports by assignments, by name; as a whole under {@link wholeModule}. */
export function assignedExports(tree: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  let known = exportsOf.get(tree);
  if (!known) {
    known = new Map(tree.statements.flatMap(assignments));
    exportsOf.set(tree, known);
  }
  return known;
}

const exportsOf = new WeakMap<ts.SourceFile, ReadonlyMap<string, ts.Expression>>();

function assignments(statement: ts.Statement): [string, ts.Expression][] {
  if (compiler.isExportAssignment(statement))
    return statement.isExportEquals ? [[wholeModule, statement.expression]] : [];
  if (!compiler.isExpressionStatement(statement)) return [];
  const names: string[] = [];
  let at = statement.expression;
  // `exports.send = exports.track = function () {}`
  while (
    compiler.isBinaryExpression(at) &&
    at.operatorToken.kind === compiler.SyntaxKind.EqualsToken &&
    exportedName(at.left) !== undefined
  ) {
    names.push(exportedName(at.left) as string);
    at = at.right;
  }
  // Compilers write `exports.track = void 0` before they set it.
  return compiler.isVoidExpression(at) ? [] : names.map((name) => [name, at]);
}

/** `track` of `exports.track` and `module.exports.track`, {@link wholeModule} of `module.exports`. */
function exportedName(node: ts.Expression): string | undefined {
  if (isExports(node)) return wholeModule;
  if (!compiler.isPropertyAccessExpression(node)) return undefined;
  const object = node.expression;
  const isShort = compiler.isIdentifier(object) && object.text === 'exports';
  return isShort || isExports(object) ? node.name.text : undefined;
}

/** `module.exports`. */
export function isExports(node: ts.Node): boolean {
  return (
    compiler.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    compiler.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  );
}
