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

const ofPackages = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a file may import a name from a package, by the path: sure where its tree is bound. */
export function isOfPackage(node: ts.Identifier): boolean {
  const tree: ts.SourceFile | undefined = node.getSourceFile();
  if (!tree) return true;
  let names = ofPackages.get(tree);
  if (!names) {
    names = new Set(tree.statements.flatMap(namesOfPackage));
    ofPackages.set(tree, names);
  }
  return names.has(node.text);
}

function namesOfPackage(statement: ts.Statement): readonly string[] {
  if (!compiler.isImportDeclaration(statement) || !statement.importClause) return [];
  if (!/^@?[a-z]/i.test((statement.moduleSpecifier as ts.StringLiteral).text)) return [];
  const { name, namedBindings } = statement.importClause;
  const names = name ? [name.text] : [];
  if (!namedBindings) return names;
  if (compiler.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.map((each) => each.name.text)];
}
