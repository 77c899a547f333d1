// Cuts the parser out of the `typescript` package: the whole compiler takes longer to load than a hook may. Its file is one
// list of declarations; those that nothing leads to from the names that our readers use are left out, and all others are as
// they were. Whoever asks the type checker loads the whole.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { inAscii } from './ascii.mjs';

/** What the parser's file is called in the folder that is built. */
export const parserName = 'parser.cjs';

const compilerFile = createRequire(import.meta.url).resolve('typescript');

/** What nodes are made of: they have methods that ask for their text, which those of the parser alone have not. */
const nodes = {
  Node: 'NodeObject',
  Token: 'TokenObject',
  Identifier: 'IdentifierObject',
  PrivateIdentifier: 'PrivateIdentifierObject',
  SourceFile: 'SourceFileObject',
};

/** What the binder, the checker and the emitter note in nodes. The parser makes room for it in each, a sixth of all that trees take. */
const idleFields = new Set([
  'emitNode',
  'endFlowNode',
  'flowNode',
  'localSymbol',
  'locals',
  'nextContainer',
  'original',
  'returnFlowNode',
  'symbol',
]);

/** The one statement that changes what was declared before, and that the parser needs. */
const neededEffect = /^valuesOfNonBinaryUnicodeProperties\b/;

/**
 * Writes the parser with its licence beside it.
 * @param rolldown the bundler
 * @param readers the compiled files that use it
 * @param folder the folder to write to
 */
export async function writeParser(rolldown, readers, folder) {
  const code = readFileSync(compilerFile, 'utf8');
  const notice = code.slice(0, code.indexOf('*/') + 2);
  const names = [...new Set(readers.flatMap(usedNames))].sort();
  const module = moduleOf(code, names);
  const input = 'parser.mjs';
  const made = await rolldown({
    input,
    platform: 'node',
    plugins: [{ name: 'parser', resolveId: (id) => (id === input ? id : undefined), load: () => module }],
  });
  const { output } = await made.generate({ format: 'cjs', exports: 'default' });
  const head = `${notice}\n// A part of TypeScript ${ts.version}: its parser, without what nothing in it leads to.\n`;
  writeFileSync(
    join(folder, parserName),
    inAscii(head + withoutIdleFields(withoutIdleMessages(output[0].code))),
  );
  cpSync(join(dirname(compilerFile), '../LICENSE.txt'), join(folder, 'parser.LICENSE.txt'));
}

function usedNames(file) {
  return [...readFileSync(file, 'utf8').matchAll(/(?<![./'])\bcompiler\.(\w+)/g)].map(([, name]) => name);
}

/** The compiler as a module of which all that is not used can be left out, as no declaration does anything but declare. */
function moduleOf(code, names) {
  const tree = parsed(code);
  const textOf = (node) => code.slice(node.getStart(tree), node.end);
  const statements = bodyOf(tree);
  const namespaces = new Map(statements.flatMap((each) => namespaceIn(each) ?? []));
  const parts = statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [textOf(statement)];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name, initializer }) => {
        const namespace = namespaces.get(name.text);
        if (namespace) return `var ${name.text} = ${pure(namespaceValue(namespace, textOf))};`;
        return `var ${name.text}${initializer ? ` = ${valueIn(initializer, textOf)}` : ''};`;
      });
    return neededEffect.test(textOf(statement)) ? [textOf(statement)] : [];
  });
  const makers = Object.entries(nodes).map(([kind, name]) => `get${kind}Constructor: () => ${name}`);
  return [
    ...parts,
    `setObjectAllocator({ ...objectAllocator, ${makers.join(', ')} });`,
    `export default { ${names.join(', ')} };`,
  ].join('\n');
}

/** The statements of the one function that the compiler is. */
function bodyOf(tree) {
  const { expression } = tree.statements.find(ts.isExpressionStatement);
  return expression.expression.expression.body.statements;
}

/** `((A2) => { … })(A || (A = {}))`: what fills a namespace. */
function namespaceIn(statement) {
  const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
  const [given] = (call && ts.isCallExpression(call) && call.arguments) || [];
  if (!given || !ts.isBinaryExpression(given) || !ts.isParenthesizedExpression(call.expression))
    return undefined;
  const { parameters, body } = call.expression.expression;
  return [[given.left.text, { parameter: parameters[0].name.text, body }]];
}

function namespaceValue({ parameter, body }, textOf) {
  return `((${parameter}) => ${textOf(body).slice(0, -1)} return ${parameter}; })({})`;
}

/** An initial value, as one that is only made where it is used. */
function valueIn(initializer, textOf) {
  const isPlain = ts.isArrowFunction(initializer) || ts.isLiteralExpression(initializer);
  return isPlain ? textOf(initializer) : pure(`(() => (${textOf(initializer)}))()`);
}

function pure(call) {
  return `/* @__PURE__ */ ${call}`;
}

/** Without the messages of the rest of the compiler: they would be a third of what is left. */
function withoutIdleMessages(code) {
  const used = new Set([...code.matchAll(/\bDiagnostics\.(\w+)/g)].map(([, name]) => name));
  const isMessage = (node, tree) =>
    ts.isPropertyAssignment(node) && /^diag\(\d/.test(node.initializer.getText(tree));
  return without(code, (node, tree) => isMessage(node, tree) && !used.has(node.name.getText(tree)));
}

/** Without room in nodes for what is never noted there: it is undefined where it is asked for, as it is where nobody has noted it. */
function withoutIdleFields(code) {
  const left = new Set(idleFields);
  const made = without(code, (node) => {
    const field = clearedField(node);
    if (!idleFields.has(field)) return false;
    left.delete(field);
    return true;
  });
  if (left.size > 0)
    throw new Error(`The parser of TypeScript ${ts.version} has no ${[...left].join(', ')}.`);
  return made;
}

/** `node.symbol = void 0;` as one of several statements. */
function clearedField(node) {
  if (!ts.isExpressionStatement(node) || !ts.isBlock(node.parent)) return undefined;
  const { expression } = node;
  const isCleared = ts.isBinaryExpression(expression) && ts.isVoidExpression(expression.right);
  if (!isCleared || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  return ts.isPropertyAccessExpression(expression.left) ? expression.left.name.text : undefined;
}

/** Code without the nodes that are idle. */
function without(code, isIdle) {
  const tree = parsed(code);
  let left = '';
  let at = 0;
  const visit = (node) => {
    if (!isIdle(node, tree)) return ts.forEachChild(node, visit);
    left += code.slice(at, node.pos);
    at = code[node.end] === ',' ? node.end + 1 : node.end;
  };
  ts.forEachChild(tree, visit);
  return left + code.slice(at);
}

function parsed(code) {
  return ts.createSourceFile(parserName, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);
}
