import type ts from 'typescript';
import { localExport, localType, typeAmong } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';
import { type Binding, lookUp, type Scope } from '../programs/scope.ts';
import type { Located, Project } from '../project/project.ts';
import { returnedBy } from '../values/results.ts';

/** So many files of the project are read for the checker, beside those in which it is asked. */
const mostFiles = 400;

/**
 * Which modules the types of some expressions depend on, of all that are imported: followed from name to name through
 * declarations, and through bodies only where nothing says what a function returns. The checker then reads those alone:
 * a component's file leads to half a project, the type of one of its constants to three files.
 */
export class Slice {
  readonly #project: Project;
  /** Of each file, the specifiers of its modules that matter. */
  readonly #modules = new Map<string, Set<string>>();
  readonly #seen = new Set<ts.Node>();
  readonly #exports = new Set<string>();
  readonly #files = new Set<string>();
  readonly #work: (() => void)[] = [];

  constructor(project: Project, asked: readonly Located<ts.Node>[]) {
    this.#project = project;
    for (const { node, program } of asked) this.#later(() => this.#expression(node, program));
    // In the order of distance: where there is too much, it is what lies far away that is left out.
    for (let at = 0; at < this.#work.length; at++) this.#work[at]?.();
    this.#work.length = 0;
  }

  /** Whether a module of a file matters. */
  has(file: string, module: string): boolean {
    return this.#modules.get(file)?.has(module) ?? false;
  }

  #later(work: () => void): void {
    this.#work.push(work);
  }

  /** All that an expression or a type names. */
  #expression(node: ts.Node, program: Program): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    // Whatever an element shows, its type is that of an element.
    if (compiler.isJsxElement(node) || compiler.isJsxFragment(node) || compiler.isJsxSelfClosingElement(node))
      return;
    if (compiler.isFunctionLike(node)) {
      this.#function(node as ts.FunctionLikeDeclaration, program);
      return;
    }
    if (compiler.isIdentifier(node)) {
      this.#name(node, program);
      return;
    }
    if (compiler.isImportTypeNode(node) && compiler.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      const name = node.qualifier && firstName(node.qualifier);
      if (compiler.isStringLiteral(literal)) this.#imported(program, literal.text, name ?? '*');
    }
    if (isImport(node)) this.#imported(program, (node.arguments[0] as ts.StringLiteral).text, '*');
    compiler.forEachChild(node, (child) => {
      if (!isOnlyName(child)) this.#expression(child, program);
    });
  }

  /** What a function takes and returns. */
  #function(node: ts.FunctionLikeDeclaration, program: Program): void {
    for (const each of node.typeParameters ?? []) this.#expression(each, program);
    for (const each of node.parameters) this.#declaration(each, program);
    if (node.type) this.#expression(node.type, program);
    else for (const each of returnedBy(node) ?? []) this.#expression(each, program);
    // What is expected of a function where it is written types its parameters.
    if (!node.parameters.every(({ type }) => type)) this.#context(node, program);
  }

  /** What surrounds a function and tells what its parameters are. */
  #context(func: ts.Node, program: Program): void {
    for (let at = func.parent; at && !compiler.isBlock(at) && !compiler.isSourceFile(at); at = at.parent) {
      if (compiler.isCallExpression(at) || compiler.isNewExpression(at)) {
        this.#expression(at.expression, program);
        for (const each of [...(at.typeArguments ?? []), ...(at.arguments ?? [])])
          if (!isInside(func, each)) this.#expression(each, program);
      } else if (compiler.isJsxOpeningLikeElement(at)) {
        this.#expression(at.tagName, program);
        return;
      } else if (compiler.isAsExpression(at) || compiler.isSatisfiesExpression(at)) {
        this.#expression(at.type, program);
      } else if (compiler.isVariableDeclaration(at) || compiler.isPropertyDeclaration(at)) {
        if (at.type) this.#expression(at.type, program);
        return;
      }
    }
  }

  #declaration(node: ts.Node, program: Program): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    if (compiler.isVariableDeclaration(node)) {
      if (node.type) this.#expression(node.type, program);
      else if (node.initializer) this.#expression(node.initializer, program);
      const loop = node.parent.parent;
      if (compiler.isForOfStatement(loop)) this.#expression(loop.expression, program);
      return;
    }
    if (compiler.isParameter(node)) {
      for (const each of [node.type ?? node.initializer]) if (each) this.#expression(each, program);
      if (!node.type && compiler.isFunctionLike(node.parent)) this.#expression(node.parent, program);
      return;
    }
    if (compiler.isFunctionLike(node)) this.#expression(node, program);
    else compiler.forEachChild(node, (child) => this.#member(child, program));
  }

  /** A part of a class, an interface, an alias or an enum. */
  #member(node: ts.Node, program: Program): void {
    if (compiler.isPropertyDeclaration(node)) {
      for (const each of [node.type ?? node.initializer]) if (each) this.#expression(each, program);
    } else if (!isOnlyName(node)) this.#expression(node, program);
  }

  #name(node: ts.Identifier, program: Program): void {
    const found = lookUp(program.scopeOf(node), node.text);
    if (found) this.#binding(found.binding, found.scope, program, node);
    for (let at: ts.Node = node; at; at = at.parent) {
      if (!compiler.isSourceFile(at) && !compiler.isBlock(at) && !compiler.isModuleBlock(at)) continue;
      const type = typeAmong(at.statements, node.text);
      if (type) {
        this.#later(() => this.#declaration(type, program));
        return;
      }
    }
  }

  #binding(binding: Binding, scope: Scope | undefined, program: Program, at?: ts.Identifier): void {
    switch (binding.kind) {
      case 'import': {
        const parent = at?.parent;
        const isMember =
          binding.imported === '*' &&
          parent &&
          (compiler.isPropertyAccessExpression(parent) || compiler.isQualifiedName(parent));
        const member = isMember
          ? (compiler.isPropertyAccessExpression(parent) ? parent.name : parent.right).text
          : undefined;
        this.#imported(program, binding.module, member ?? binding.imported);
        return;
      }
      case 'expression':
        this.#later(() => this.#expression(binding.node, program));
        return;
      case 'namespace':
        for (const block of binding.blocks) this.#later(() => this.#declaration(block.parent, program));
        return;
      case 'other':
        return;
      default: {
        this.#later(() => this.#declaration(binding.declaration, program));
        if (binding.kind === 'variable' && !binding.declaration.type)
          for (const each of scope?.assigned.get(binding.name) ?? [])
            this.#later(() => this.#expression(each, program));
      }
    }
  }

  #imported(program: Program, module: string, name: string): void {
    const { file } = program.source;
    let all = this.#modules.get(file);
    if (!all) {
      all = new Set();
      this.#modules.set(file, all);
    }
    const target = this.#project.fileOf(file, module);
    if (target && !this.#files.has(target) && this.#files.size >= mostFiles) return;
    all.add(module);
    if (target) this.#later(() => this.#export(target, name));
  }

  #programOf(file: string): Program | undefined {
    if (!this.#files.has(file) && this.#files.size >= mostFiles) return undefined;
    this.#files.add(file);
    return this.#project.programs(file)?.[0];
  }

  /** What a module exports under a name: its own, or what it hands on. */
  #export(file: string, name: string): void {
    const key = `${file}#${name}`;
    if (this.#exports.has(key)) return;
    this.#exports.add(key);
    const program = this.#programOf(file);
    if (!program) return;
    if (name === '*') {
      for (const statement of program.tree.statements)
        this.#later(() => this.#declaration(statement, program));
      return;
    }
    const value = localExport(program, name);
    if (value) this.#binding(value.binding, program.moduleScope, program);
    const type = localType(program, name);
    if (type) this.#later(() => this.#declaration(type.node, program));
    if (value || type) return;
    for (const statement of program.tree.statements)
      if (compiler.isExportDeclaration(statement)) this.#handedOn(statement, program, name);
      else if (compiler.isExportAssignment(statement) && name === 'default')
        this.#later(() => this.#expression(statement.expression, program));
  }

  #handedOn(statement: ts.ExportDeclaration, program: Program, name: string): void {
    const { exportClause: clause, moduleSpecifier } = statement;
    const module = moduleSpecifier && (moduleSpecifier as ts.StringLiteral).text;
    if (!clause) {
      if (module !== undefined && name !== 'default') this.#imported(program, module, name);
    } else if (compiler.isNamespaceExport(clause)) {
      if (module !== undefined && clause.name.text === name) this.#imported(program, module, '*');
    } else {
      const element = clause.elements.find((each) => each.name.text === name);
      const own = element && (element.propertyName ?? element.name).text;
      if (own === undefined) return;
      if (module !== undefined) this.#imported(program, module, own);
      else {
        const binding = program.moduleScope.names.get(own);
        if (binding) this.#binding(binding, program.moduleScope, program);
      }
    }
  }
}

/** `import('../module')`. */
function isImport(node: ts.Node): node is ts.CallExpression {
  return (
    compiler.isCallExpression(node) &&
    node.expression.kind === compiler.SyntaxKind.ImportKeyword &&
    node.arguments[0] !== undefined &&
    compiler.isStringLiteral(node.arguments[0])
  );
}

/** A name that stands for nothing of the scope: of a property, a parameter, a declaration. */
function isOnlyName(node: ts.Node): boolean {
  const { parent } = node;
  if (!compiler.isIdentifier(node) || !parent) return false;
  if (compiler.isPropertyAccessExpression(parent)) return parent.name === node;
  if (compiler.isQualifiedName(parent)) return parent.right === node;
  if (compiler.isShorthandPropertyAssignment(parent) || compiler.isExportSpecifier(parent)) return false;
  return (parent as { name?: ts.Node }).name === node;
}

function firstName(name: ts.EntityName): string {
  return compiler.isIdentifier(name) ? name.text : firstName(name.left);
}

function isInside(node: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) if (at === outer) return true;
  return false;
}
