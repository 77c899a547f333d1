import type ts from 'typescript';
import { compiler } from './compiler.ts';

const renamed = new WeakMap<ts.SourceFile, ReadonlyMap<string, string>>();

/** What a name is exported as, where a file imports it under another one; the name itself where it does not. */
export function originalName(node: ts.Identifier): string {
  const tree = node.getSourceFile();
  let names = renamed.get(tree);
  if (!names) {
    names = new Map(tree.statements.flatMap(renamedBy));
    renamed.set(tree, names);
  }
  return names.get(node.text) ?? node.text;
}

function renamedBy(statement: ts.Statement): (readonly [string, string])[] {
  const bindings = compiler.isImportDeclaration(statement) && statement.importClause?.namedBindings;
  if (!bindings || !compiler.isNamedImports(bindings)) return [];
  return bindings.elements.flatMap(({ name, propertyName }) =>
    propertyName && propertyName.text !== 'default' ? [[name.text, propertyName.text] as const] : [],
  );
}
