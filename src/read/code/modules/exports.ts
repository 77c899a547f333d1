import type ts from 'typescript';
import { compiler } from '../programs/compiler.ts';
import { isData } from '../programs/data.ts';
import type { Program } from '../programs/program.ts';
import { lookUp } from '../programs/scope.ts';
import { nameText } from '../programs/syntax.ts';
import type { FoundBinding, Located, TypeDeclaration } from '../project/project.ts';
import { assignedExports, wholeModule } from './commonjs.ts';

export function localExport(program: Program, name: string): FoundBinding | undefined {
  // What a single-file component hands over is itself.
  if (name === 'default' && program.component)
    return { binding: { kind: 'function', declaration: program.component.func }, program, assigned: [] };
  for (const statement of program.tree.statements)
    if (name === 'default' && isDefaultExport(statement) && !compiler.isIdentifier(statement.expression))
      return { binding: { kind: 'expression', node: statement.expression }, program, assigned: [] };
  const own = exportedAs(program, name);
  return own === undefined ? assigned(program, name) : ownBinding(program, own);
}

/** What a module exports under a name by assigning it: to `exports`, or in the object that it is as a whole. */
function assigned(program: Program, name: string): FoundBinding | undefined {
  const all = assignedExports(program.tree);
  const value = all.get(name);
  if (value) return valueBinding(program, value);
  const whole = all.get(wholeModule);
  if (!whole) return undefined;
  if (name === 'default' && isData(program.source.file)) return valueBinding(program, whole);
  const property = literalBehind(program, whole)?.properties.findLast(
    (each) => each.name && nameText(each.name) === name,
  );
  if (property && compiler.isPropertyAssignment(property)) return valueBinding(program, property.initializer);
  if (property && compiler.isShorthandPropertyAssignment(property))
    return valueBinding(program, property.name);
  if (property && compiler.isMethodDeclaration(property))
    return { binding: { kind: 'function', declaration: property }, program, assigned: [] };
  return name === 'default' ? valueBinding(program, whole) : undefined;
}

function valueBinding(program: Program, node: ts.Expression): FoundBinding {
  const own = compiler.isIdentifier(node) ? ownBinding(program, node.text) : undefined;
  return own ?? { binding: { kind: 'expression', node }, program, assigned: [] };
}

function literalBehind(program: Program, node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (compiler.isObjectLiteralExpression(node)) return node;
  const binding = compiler.isIdentifier(node) ? program.moduleScope.names.get(node.text) : undefined;
  const made = binding?.kind === 'variable' ? binding.declaration.initializer : undefined;
  return made && compiler.isObjectLiteralExpression(made) ? made : undefined;
}

function ownBinding(program: Program, name: string): FoundBinding | undefined {
  const binding = program.moduleScope.names.get(name);
  if (!binding || binding.kind === 'import') return undefined;
  return { binding, program, assigned: program.moduleScope.assigned.get(name) ?? [] };
}

export function localType(program: Program, name: string): Located<TypeDeclaration> | undefined {
  const own = exportedAs(program, name);
  const node = own === undefined ? undefined : typeAmong(program.tree.statements, own);
  return node && { node, program };
}

/** The type of a name among some statements. */
export function typeAmong(statements: readonly ts.Statement[], name: string): TypeDeclaration | undefined {
  return statements.find(
    (each): each is TypeDeclaration =>
      (compiler.isTypeAliasDeclaration(each) ||
        compiler.isInterfaceDeclaration(each) ||
        compiler.isEnumDeclaration(each) ||
        compiler.isClassDeclaration(each)) &&
      each.name?.text === name,
  );
}

/** A module's text, and what it surely does not export. */
export interface Exporting {
  readonly text: string;
  /** Whether it may export something by a name, itself or from others. */
  readonly mayExport: (name: string) => boolean;
}

/** What can be said of a module's exports before it is parsed: an index of a thousand files is asked for one name. */
export function exportingOf(file: string, text: string): Exporting {
  const isOpen = text !== '' && (!modules.test(file) || exportsAll.test(text));
  return { text, mayExport: (name) => isOpen || text.includes(name) };
}

const modules = /\.[mc]?[jt]sx?$/;

/** `export * from`, perhaps behind a comment. */
const exportsAll = /\bexport\s*(?:type\s*)?(?:\*|\/[/*])/;

const ownNames = new WeakMap<ts.SourceFile, ReadonlyMap<string, string>>();

/** The module's own name for what it exports under a name; undefined when it does not declare it. */
export function exportedAs({ tree }: Pick<Program, 'tree'>, name: string): string | undefined {
  let names = ownNames.get(tree);
  if (!names) {
    names = new Map(tree.statements.flatMap(exportsOf));
    ownNames.set(tree, names);
  }
  return names.get(name);
}

/** Whether a module exports its own name, under that name or another. */
export function isExported(program: Program, own: string): boolean {
  const { statements } = program.tree;
  let names = exportedNames.get(program.tree);
  if (!names) {
    const assigned = statements.flatMap((each) =>
      compiler.isExportAssignment(each) && compiler.isIdentifier(each.expression)
        ? [each.expression.text]
        : [],
    );
    const byAssignment = [...assignedExports(program.tree).values()].flatMap(namesOf);
    names = new Set([...statements.flatMap(exportsOf).map(([, name]) => name), ...assigned, ...byAssignment]);
    exportedNames.set(program.tree, names);
  }
  return names.has(own);
}

/** The module's own names in what it assigns to its exports: `track` of `{ track }`. */
function namesOf(node: ts.Expression): string[] {
  if (compiler.isIdentifier(node)) return [node.text];
  if (!compiler.isObjectLiteralExpression(node)) return [];
  return node.properties.flatMap((each) => {
    if (compiler.isShorthandPropertyAssignment(each)) return [each.name.text];
    return compiler.isPropertyAssignment(each) && compiler.isIdentifier(each.initializer)
      ? [each.initializer.text]
      : [];
  });
}

/** What modules export, by their own names for it. */
const exportedNames = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Whether a file is a module, whose names are its own, and no script, whose names are global. */
export function isModule({ tree }: Program): boolean {
  return compiler.isExternalModule(tree) || assignedExports(tree).size > 0;
}

/** The names that a statement exports, each with the module's own name for it. */
function exportsOf(statement: ts.Statement): [string, string][] {
  if (compiler.isExportDeclaration(statement)) {
    const { exportClause, moduleSpecifier } = statement;
    if (moduleSpecifier || !exportClause || !compiler.isNamedExports(exportClause)) return [];
    return exportClause.elements.map((each) => [each.name.text, (each.propertyName ?? each.name).text]);
  }
  if (isDefaultExport(statement))
    return compiler.isIdentifier(statement.expression) ? [['default', statement.expression.text]] : [];
  const kinds = modifiers(statement);
  if (!kinds.includes(compiler.SyntaxKind.ExportKeyword)) return [];
  const isDefault = kinds.includes(compiler.SyntaxKind.DefaultKeyword);
  return declaredNames(statement).map((own) => [isDefault ? 'default' : own, own]);
}

/** `export default …` of an expression, also of what the module imports itself. */
function isDefaultExport(statement: ts.Statement): statement is ts.ExportAssignment {
  return compiler.isExportAssignment(statement) && !statement.isExportEquals;
}

function declaredNames(statement: ts.Statement): string[] {
  const bound = (pattern: ts.BindingName): string[] =>
    compiler.isIdentifier(pattern)
      ? [pattern.text]
      : pattern.elements.flatMap((element) =>
          compiler.isBindingElement(element) ? bound(element.name) : [],
        );
  if (compiler.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((declaration) => bound(declaration.name));
  const { name } = statement as ts.Statement & { name?: ts.Node };
  return name && compiler.isIdentifier(name) ? [name.text] : [];
}

function modifiers(node: ts.Node): ts.SyntaxKind[] {
  return compiler.canHaveModifiers(node) ? (compiler.getModifiers(node) ?? []).map((each) => each.kind) : [];
}

/** Whether other files can mean a declaration by its name: it is exported, or its file is no module. */
export function isShared({ binding, program }: FoundBinding, name: string | undefined): boolean {
  if (name === undefined || lookUp(program.moduleScope, name)?.binding !== binding) return false;
  return !isModule(program) || isExported(program, name);
}
