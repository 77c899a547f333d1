import type ts from 'typescript';
import { assignedExports, requiredModule, wholeModule } from '../modules/commonjs.ts';
import { exportedAs } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import { defaultOf } from '../programs/prefilter.ts';
import type { Program } from '../programs/program.ts';
import { nameText } from '../programs/syntax.ts';

/** What a program imports and hands on without calling it. */
interface HandedOn {
  readonly module: string;
  readonly imported: string;
  /** Whether it is what the module is as a whole: `require('./track')`. */
  readonly isWhole: boolean;
  /** The name by which it is handed on. */
  readonly as: string;
}

const known = new WeakMap<ts.SourceFile, readonly HandedOn[]>();

/**
 * What a program hands on of its imports by other names than they had: what it imports as defaults or as modules as a whole, in
 * an object or as an export, and whatever it makes its own default export, as the index of a folder does.
 */
export function importsHandedOn(program: Program): readonly HandedOn[] {
  let found = known.get(program.tree);
  if (!found) {
    found = [...imported(program), ...assigned(program)];
    known.set(program.tree, found);
  }
  return found;
}

/** `export { send }`, `{ send }`, `export default send`. */
function imported({ tree, moduleScope, source }: Program): HandedOn[] {
  const ownDefault = exportedAs({ tree }, 'default');
  return [...moduleScope.names].flatMap(([name, binding]) => {
    if (binding.kind !== 'import') return [];
    const { module, imported, isRequired: isWhole = false } = binding;
    if (imported === '*' && !isWhole) return [];
    const isListed =
      (imported === 'default' || isWhole) &&
      new RegExp(`[{,]\\s*${name.replaceAll('$', '\\$')}\\s*(?:[,}]|as\\b)`).test(tree.text);
    const names = [...(isListed ? [name] : []), ...(name === ownDefault ? [defaultOf(source.file)] : [])];
    return names.map((as) => ({ module, imported: isWhole ? 'default' : imported, isWhole, as }));
  });
}

/** `module.exports = require('./track')`, `exports.send = require('./track')`, `module.exports = { send: require('./track') }`. */
function assigned({ tree, moduleScope, source }: Program): HandedOn[] {
  const handed = (as: string, value: ts.Expression): HandedOn[] => {
    const binding = compiler.isIdentifier(value) ? moduleScope.names.get(value.text) : undefined;
    const isRequired = binding?.kind === 'import' && binding.isRequired;
    const module = isRequired ? binding.module : requiredModule(value);
    return module === undefined ? [] : [{ module, imported: 'default', isWhole: true, as }];
  };
  return [...assignedExports(tree)].flatMap(([name, value]) => {
    const properties = compiler.isObjectLiteralExpression(value) ? value.properties : [];
    return [
      ...handed(name === wholeModule ? defaultOf(source.file) : name, value),
      ...properties.flatMap((each) =>
        compiler.isPropertyAssignment(each) ? handed(nameText(each.name) ?? '', each.initializer) : [],
      ),
    ];
  });
}
