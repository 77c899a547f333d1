import { isComplete, isEmptyExpression } from '../programs/expressions.ts';
import { camelCase, pascalCase } from './component-names.ts';
import type { Attribute } from './markup.ts';
import type { TemplateCode } from './template-code.ts';

/** Writes the opening tag of an element of Vue as code; returns what closes it. */
export function openVueElement(
  reader: TemplateCode,
  { name, start }: { readonly name: string; readonly start: number },
  attributes: readonly Attribute[],
): string {
  const { code } = reader;
  let closing = '';
  for (const each of attributes) if (conditions.has(each.name)) closing += condition(reader, each);
  for (const each of attributes) if (each.name === 'v-for') closing += loop(reader, each);
  const component = componentNamed(name, attributes);
  const props = component ? attributes.filter(isProp) : [];
  const listeners = component ? attributes.filter(isListener) : [];
  if (component)
    reader.component(
      component.name,
      component.start ?? start,
      component.end ?? start + name.length,
      () => {
        for (const each of props) prop(reader, each);
      },
      () => {
        for (const each of listeners) reader.listener(eventOf(each), each);
      },
    );
  for (const each of attributes)
    if (!props.includes(each) && !listeners.includes(each)) plain(reader, each, component !== undefined);
  // What a slot hands over is known to what stands in it.
  for (const each of attributes)
    if (/^(#|v-slot)/.test(each.name) && each.value && isPattern(each.written)) {
      code.add('\n{ let ');
      code.copy(each.value.start, each.value.end);
      code.add(';');
      closing = `\n}${closing}`;
    }
  return closing;
}

const conditions = new Set(['v-if', 'v-else-if', 'v-else']);

/** The component that an element stands for: `TrackedButton`, `tracked-button`, `<component :is="TrackedButton">`. */
function componentNamed(
  name: string,
  attributes: readonly Attribute[],
): { readonly name: string; readonly start?: number; readonly end?: number } | undefined {
  if (name === 'component') {
    const is = attributes.find((each) => /^(:|v-bind:)is$/.test(each.name));
    return is?.value && /^[A-Z][\w$]*$/.test(is.written) ? { name: is.written, ...is.value } : undefined;
  }
  if (/^[A-Z][\w$.]*$/.test(name)) return { name };
  return /^[a-z][\w]*(-\w+)+$/.test(name) ? { name: pascalCase(name) } : undefined;
}

function isProp({ name }: Attribute): boolean {
  return /^(:|v-bind(:|$)|v-model(:|\.|$))/.test(name) || !/^(@|#|v-|\.)/.test(name);
}

/** `@track="send"`, which the component runs for what it emits; what is native is an event of its element. */
function isListener({ name, value }: Attribute): boolean {
  return value !== undefined && /^(@|v-on:)[\w:-]+(\.(?!native\b)\w+)*$/.test(name);
}

/** `trackEvent` of `@track-event.once`. */
function eventOf({ name }: Attribute): string {
  const [event = ''] = name.replace(/^(@|v-on:)/, '').split('.');
  return camelCase(event);
}

function prop(reader: TemplateCode, { name, start, end, value, kind }: Attribute): void {
  const { code } = reader;
  const [argument = ''] = name.replace(/^(:|v-bind:?|v-model:?)/, '').split('.');
  const isBound = /^(:|v-bind|v-model)/.test(name);
  const behind = start + name.length;
  const expression = () => {
    if (!value || !reader.value(value.start, value.end, end)) code.add('undefined');
  };
  if (/^v-bind(\.|$)/.test(name)) {
    code.add('...');
    if (!value || !reader.value(value.start, value.end)) code.add('{}');
  } else if (isBound) {
    const dynamic = /^\[([\w$.]+)\]$/.exec(argument);
    if (dynamic) code.add(`[${dynamic[1]}]: `);
    else reader.key(camelCase(argument || 'modelValue'), start, behind);
    // `:event` alone stands for `:event="event"`.
    if (kind === 'name') code.as(camelCase(argument), start, end);
    else expression();
  } else {
    reader.key(camelCase(name), start, behind);
    if (kind === 'name') code.as('true', start, end);
    else if (value) reader.literal(value.start, value.end);
  }
  code.add(', ');
}

/** An attribute that is no prop: its expression, or the statements of its handler. */
function plain(reader: TemplateCode, attribute: Attribute, isComponent: boolean): void {
  const { name, value } = attribute;
  if (!value || conditions.has(name) || name === 'v-for' || /^(#|v-slot)/.test(name)) return;
  if (/^(@|v-on:)/.test(name)) reader.statements(value.start, value.end);
  else if (isDirective(name)) directive(reader, attribute);
  else if (/^(:|v-)/.test(name)) reader.expression(value.start, value.end);
  else if (!isComponent) reader.handler(attribute);
}

const builtIn = new Set(
  'v-bind v-cloak v-else v-else-if v-for v-html v-if v-is v-memo v-model v-on v-once v-pre v-show v-slot v-text'.split(
    ' ',
  ),
);

function isDirective(name: string): boolean {
  const [base = ''] = name.split(/[:.]/);
  return /^v(-\w+)+$/.test(base) && !builtIn.has(base);
}

/** `v-track:click.once="event"`: a call of what the directive runs, with the element and what that is told. */
function directive(reader: TemplateCode, { name, start, value }: Attribute): void {
  const { code } = reader;
  const [base = ''] = name.split(/[:.]/);
  const [, argument, modifiers = ''] = /^[^:.]*(?::([^.]*))?((?:\.[\w-]+)*)$/.exec(name) ?? [];
  code.add('\n');
  // A script names it so as well: `const vTrack = { … }`.
  code.as(camelCase(base), start, start + base.length);
  code.add('($element, { ...$binding, value: ');
  if (!value || !reader.value(value.start, value.end)) code.add('$unknown');
  if (argument !== undefined && /^[\w-]+$/.test(argument)) code.add(`, arg: ${JSON.stringify(argument)}`);
  const given = modifiers.split('.').filter((each) => each !== '');
  code.add(`, modifiers: { ${given.map((each) => `${JSON.stringify(each)}: true`).join(', ')} } });`);
}

function condition(reader: TemplateCode, { name, value }: Attribute): string {
  const { code } = reader;
  if (name === 'v-else' || !value || isEmptyExpression(reader.text.slice(value.start, value.end))) return '';
  code.add('\nif (');
  if (!reader.value(value.start, value.end)) code.add('$unknown');
  code.add(') {');
  return '\n}';
}

/** `v-for="(item, index) in list"`: a loop. */
function loop(reader: TemplateCode, { value, written }: Attribute): string {
  const { code } = reader;
  const found = /^\s*\(?\s*(\{[\s\S]*?\}|\[[\s\S]*?\]|[\w$]+)\s*((?:,\s*[\w$]+\s*)*)\)?\s+(?:in|of)\s+/.exec(
    written,
  );
  if (!value || !found) return '';
  const [whole, pattern = '', others = ''] = found;
  const at = value.start + whole.indexOf(pattern);
  code.add('\nfor (const ');
  code.copy(at, at + pattern.length);
  code.add(' of ');
  if (!reader.value(value.start + whole.length, value.end)) code.add('[]');
  const names = others.split(',').flatMap((each) => each.trim() || []);
  code.add(`) {${names.map((each) => ` let ${each};`).join('')}`);
  return '\n}';
}

function isPattern(text: string): boolean {
  return /^\s*(\{|[\w$]+\s*$)/.test(text) && isComplete(text);
}
