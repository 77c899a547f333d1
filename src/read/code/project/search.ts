import type ts from 'typescript';
import { exportedAs } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import type { Program } from '../programs/program.ts';

/** How a name is looked for: in the module that declares it, or in a package that it is re-exported from. */
export interface Search<Found> {
  readonly local: (program: Program, name: string) => Found | undefined;
  readonly external: (program: Program, module: string, name: string) => Found | undefined;
}

/** Where modules are, and what is in them. */
export interface Opened {
  /** The file of a module that a file names; undefined where there is none. */
  readonly moduleFile: (from: string, module: string) => string | undefined;
  /** The programs of a file; undefined where it is not there, or surely exports nothing by that name. */
  readonly parsed: (file: string, name: string) => readonly Program[] | undefined;
}

/** What a module that a program names exports under a name, through re-exports. */
export function findExport<Found>(
  opened: Opened,
  from: Program,
  module: string,
  name: string,
  search: Search<Found>,
): Found | undefined {
  const seen = new Set<string>();
  return find(from, module, name);

  function find(from: Program, module: string, name: string): Found | undefined {
    const file = opened.moduleFile(from.source.file, module);
    if (!file)
      return seen.size > 0 && !module.startsWith('.') ? search.external(from, module, name) : undefined;
    const program = opened.parsed(file, name)?.[0];
    if (!program || seen.has(`${program.source.file}#${name}`)) return undefined;
    seen.add(`${program.source.file}#${name}`);
    return search.local(program, name) ?? imported(program, name) ?? reExported(program, name);
  }

  /** `import { a } from '../a'; export { a };` */
  function imported(program: Program, name: string): Found | undefined {
    const binding = program.moduleScope.names.get(exportedAs(program, name) ?? '');
    if (binding?.kind !== 'import') return undefined;
    if (binding.imported === '*') return search.external(program, binding.module, '*');
    return find(program, binding.module, binding.imported);
  }

  function reExported(program: Program, name: string): Found | undefined {
    for (const statement of program.tree.statements) {
      if (!compiler.isExportDeclaration(statement) || !statement.moduleSpecifier) continue;
      const target = (statement.moduleSpecifier as ts.StringLiteral).text;
      const clause = statement.exportClause;
      if (!clause) {
        const through = name === 'default' ? undefined : find(program, target, name);
        if (through) return through;
      } else if (compiler.isNamespaceExport(clause)) {
        // `export * as events from '../events'`
        if (clause.name.text === name) return search.external(program, target, '*');
      } else if (compiler.isNamedExports(clause)) {
        const element = clause.elements.find((each) => each.name.text === name);
        if (element) return find(program, target, (element.propertyName ?? element.name).text);
      }
    }
    return undefined;
  }
}
