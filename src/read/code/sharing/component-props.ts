import type ts from 'typescript';
import { typeAmong } from '../modules/exports.ts';
import { compiler } from '../programs/compiler.ts';
import type { Binding, BoundTree, Scope } from '../programs/scope.ts';
import { nameText, unwrapped } from '../programs/syntax.ts';
import { nameOfFile, namesOfFile } from '../templates/component-names.ts';
import { typeOfLiteral } from '../types/language-types.ts';
import { declaredProps, memberOf, namesOfMembers, optionsOf, type Props, typeLiteral } from './vue-props.ts';

/** A single-file component as a function of its props, as others render it. */
export interface Component {
  /** The function: its body is the template, its only parameter what is given as props. */
  readonly func: ts.FunctionExpression;
  /** Its name, after its file. */
  readonly name: string;
  /** The names by which it may be rendered. */
  readonly names: readonly string[];
  /** What a name of the template stands for that no script declares: a prop, in a component of Vue. */
  readonly propNamed: (name: string, at: ts.Node) => Binding | undefined;
}

/** Nodes of the code before a template. */
interface Prologue {
  readonly func: ts.FunctionExpression;
  readonly given: ts.ParameterDeclaration;
  readonly props: ts.VariableDeclaration;
  readonly holder: ts.Expression;
  readonly givenName: ts.Identifier;
  readonly propsName: ts.Identifier;
}

/** Finds a component's function and ties the names by which its scripts know its props to its parameter. */
export function componentOf(
  file: string,
  tree: ts.SourceFile,
  bound: BoundTree,
  templateAt: number,
): Component | undefined {
  const prologue = prologueOf(tree, templateAt);
  if (!prologue) return undefined;
  const found = new PropsReader(tree, bound, prologue);
  const kind = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  const props = kind === 'vue' ? found.ofVue() : kind === 'svelte' ? found.ofSvelte() : found.ofAstro();
  return {
    func: prologue.func,
    name: nameOfFile(file),
    names: namesOfFile(file),
    propNamed: propNamed(kind, prologue, props),
  };
}

/** What names of a template can mean that are no props: what Vue lets through, and what it provides itself. */
const noProps =
  /^(\$.*|undefined|NaN|Infinity|Math|Date|JSON|Object|Array|Number|String|Boolean|BigInt|Intl|Map|Set|RegExp|Symbol|Error|console|is(Finite|NaN)|parse(Float|Int)|(en|de)codeURI(Component)?|window|document)$/;

function propNamed(kind: string, prologue: Prologue, props: Props | undefined): Component['propNamed'] {
  const { func } = prologue;
  return (name, at) => {
    if (kind !== 'vue' || !props || noProps.test(name)) return undefined;
    if (props.names ? !props.names.includes(name) : /^[A-Z]/.test(name)) return undefined;
    // A function that is called may be one that the project provides to all components.
    if (!props.names && at.parent && compiler.isCallExpression(at.parent) && at.parent.expression === at)
      return undefined;
    return at.pos >= func.pos && at.end <= func.end ? bindingTo(prologue, props, name, [name]) : undefined;
  };
}

/** A name for the props, or for one of them. */
function bindingTo(
  { given, props: all }: Prologue,
  { defaults }: Pick<Props, 'defaults'>,
  name: string,
  path: readonly string[],
  fallback?: ts.Expression,
): Binding {
  const bound = { name, path, rest: undefined, fallback };
  return defaults
    ? { kind: 'variable', declaration: all, ambient: false, ...bound }
    : { kind: 'parameter', declaration: given, ...bound };
}

function prologueOf(tree: ts.SourceFile, templateAt: number): Prologue | undefined {
  for (const statement of tree.statements) {
    if (statement.pos < templateAt || !compiler.isExpressionStatement(statement)) continue;
    const func = unwrapped(statement.expression);
    if (!compiler.isFunctionExpression(func)) continue;
    const [given] = func.parameters;
    const [props, holder, givenName, propsName] = func.body.statements;
    if (!given || !props || !compiler.isVariableStatement(props)) return undefined;
    const expressionOf = (each: ts.Statement | undefined) => (each as ts.ExpressionStatement).expression;
    return {
      func,
      given,
      props: props.declarationList.declarations[0] as ts.VariableDeclaration,
      holder: expressionOf(holder),
      givenName: expressionOf(givenName) as ts.Identifier,
      propsName: expressionOf(propsName) as ts.Identifier,
    };
  }
  return undefined;
}

class PropsReader {
  readonly #tree: ts.SourceFile;
  readonly #bound: BoundTree;
  readonly #prologue: Prologue;

  constructor(tree: ts.SourceFile, bound: BoundTree, prologue: Prologue) {
    this.#tree = tree;
    this.#bound = bound;
    this.#prologue = prologue;
  }

  /** `defineProps` in a `script setup`, or the options of a component. */
  ofVue(): Props | undefined {
    for (const statement of this.#tree.statements) {
      if (compiler.isVariableStatement(statement))
        for (const declaration of statement.declarationList.declarations) {
          const props = declaration.initializer && this.#defined(unwrapped(declaration.initializer));
          if (props) return this.#tie(props, declaration);
        }
      const alone =
        compiler.isExpressionStatement(statement) && this.#defined(unwrapped(statement.expression));
      if (alone) return this.#use(alone);
    }
    return this.#ofOptions();
  }

  /** `export let event`, or `let { event } = $props()`. */
  ofSvelte(): Props | undefined {
    const names: string[] = [];
    const members: ts.TypeElement[] = [];
    for (const statement of this.#tree.statements) {
      if (compiler.isLabeledStatement(statement)) this.#declareReactive(statement);
      if (!compiler.isVariableStatement(statement)) continue;
      const isExported = statement.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword);
      const isConstant = (statement.declarationList.flags & compiler.NodeFlags.Const) !== 0;
      for (const declaration of statement.declarationList.declarations) {
        const { name, initializer, type } = declaration;
        if (initializer && isCallOf(unwrapped(initializer), '$props'))
          return this.#tie({ names: undefined, type, defaults: undefined }, declaration);
        if (!isExported || isConstant || !compiler.isIdentifier(name)) continue;
        names.push(name.text);
        this.#set(
          this.#bound.moduleScope,
          bindingTo(this.#prologue, { defaults: undefined }, name.text, [name.text], initializer),
        );
        members.push(memberOf(name.text, initializer !== undefined, type ?? typeOfLiteral(initializer)));
      }
    }
    const { given } = this.#prologue;
    this.#set(this.#bound.moduleScope, bindingTo(this.#prologue, { defaults: undefined }, '$$props', []));
    this.#set(this.#bound.moduleScope, {
      kind: 'parameter',
      declaration: given,
      name: '$$restProps',
      path: undefined,
      rest: { of: [], without: names },
      fallback: undefined,
    });
    return this.#use({ names, type: typeLiteral(members), defaults: undefined });
  }

  /** `$: label = event + '_clicked'` declares what it sets. */
  #declareReactive({ label, statement }: ts.LabeledStatement): void {
    if (label.text !== '$' || !compiler.isExpressionStatement(statement)) return;
    const set = statement.expression;
    if (!compiler.isBinaryExpression(set) || !compiler.isIdentifier(set.left)) return;
    if (set.operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return;
    const { moduleScope } = this.#bound;
    if (!moduleScope.names.has(set.left.text))
      this.#set(moduleScope, { kind: 'expression', node: set.right }, set.left.text);
  }

  /** `Astro.props`, whose type is by convention called `Props`. */
  ofAstro(): Props | undefined {
    const { holder } = this.#prologue;
    this.#set(this.#bound.moduleScope, { kind: 'expression', node: holder }, 'Astro');
    const declared = typeAmong(this.#tree.statements, 'Props');
    const type = declared && compiler.factory.createTypeReferenceNode('Props');
    if (type) (type as { parent: ts.Node }).parent = this.#tree;
    return this.#use({ names: undefined, type, defaults: undefined });
  }

  /** `defineProps<…>()`, `defineProps({ … })`, `withDefaults(defineProps<…>(), { … })`. */
  #defined(node: ts.Node): Props | undefined {
    if (!compiler.isCallExpression(node)) return undefined;
    const [first, second] = node.arguments;
    if (isCallOf(node, 'withDefaults')) {
      const inner = first && this.#defined(unwrapped(first));
      return inner && { ...inner, defaults: second };
    }
    if (!isCallOf(node, 'defineProps')) return undefined;
    const [type] = node.typeArguments ?? [];
    if (type) return { names: this.#namesOfType(type), type, defaults: undefined };
    return first && declaredProps(unwrapped(first));
  }

  #namesOfType(type: ts.TypeNode): readonly string[] | undefined {
    if (compiler.isTypeLiteralNode(type)) return namesOfMembers(type.members);
    if (!compiler.isTypeReferenceNode(type) || !compiler.isIdentifier(type.typeName)) return undefined;
    const found = typeAmong(this.#tree.statements, type.typeName.text);
    if (found && compiler.isInterfaceDeclaration(found) && !found.heritageClauses)
      return namesOfMembers(found.members);
    return found && compiler.isTypeAliasDeclaration(found) ? this.#namesOfType(found.type) : undefined;
  }

  /** `export default { props: …, setup(props) { … } }`: `this.event` is a prop. */
  #ofOptions(): Props | undefined {
    const options = optionsOf(this.#tree);
    const written = options?.properties.find((each) => each.name && nameText(each.name) === 'props');
    if (!options || !written || !compiler.isPropertyAssignment(written)) return undefined;
    const props = declaredProps(unwrapped(written.initializer));
    if (!props) return undefined;
    const { givenName, propsName } = this.#prologue;
    const self = props.defaults ? propsName : givenName;
    const visit = (node: ts.Node): void => {
      if (
        compiler.isPropertyAccessExpression(node) &&
        node.expression.kind === compiler.SyntaxKind.ThisKeyword &&
        (props.names?.includes(node.name.text) ?? false)
      )
        (node as { expression: ts.Expression }).expression = self;
      compiler.forEachChild(node, visit);
    };
    visit(options);
    const setup = options.properties.find((each) => each.name && nameText(each.name) === 'setup');
    const func = setup && compiler.isPropertyAssignment(setup) ? unwrapped(setup.initializer) : setup;
    const [parameter] = func && compiler.isFunctionLike(func) ? func.parameters : [];
    if (parameter) this.#rebind(this.#bound.scopeOf(parameter), parameter, props);
    return this.#use(props);
  }

  #tie(props: Props, declaration: ts.VariableDeclaration): Props {
    this.#rebind(this.#bound.moduleScope, declaration, props);
    return this.#use(props);
  }

  /** Names that a declaration gives to the props, or takes out of them, stand for what the component is given. */
  #rebind(
    scope: Scope,
    declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
    { defaults }: Props,
  ): void {
    for (const [name, binding] of scope.names) {
      if (binding.kind !== 'variable' && binding.kind !== 'parameter') continue;
      if (binding.declaration !== declaration) continue;
      const { path, rest } = binding;
      const fallback = binding.fallback && bindable(binding.fallback);
      const to = bindingTo(this.#prologue, { defaults }, name, path ?? [], fallback);
      this.#set(scope, { ...to, path, rest } as Binding, name);
    }
  }

  /** Lets the component's function know of the types and defaults of its props. */
  #use(props: Props): Props {
    const { given, props: all } = this.#prologue;
    if (props.type) {
      (given as { type?: ts.TypeNode }).type = props.type;
      (all as { type?: ts.TypeNode }).type = props.type;
    }
    if (props.defaults)
      this.#set(this.#bound.scopeOf(given), { kind: 'expression', node: props.defaults }, '$defaults');
    return props;
  }

  #set(scope: Scope, binding: Binding, name = (binding as { name?: string }).name ?? ''): void {
    (scope as { declare?: (name: string, binding: Binding) => void }).declare?.(name, binding);
  }
}

function isCallOf(node: ts.Node, name: string): boolean {
  return (
    compiler.isCallExpression(node) && compiler.isIdentifier(node.expression) && node.expression.text === name
  );
}

/** `$bindable('x')`: `'x'`. */
function bindable(node: ts.Expression): ts.Expression | undefined {
  return isCallOf(node, '$bindable') ? (node as ts.CallExpression).arguments[0] : node;
}
