import type { Attribute } from './markup.ts';
import type { TemplateCode } from './template-code.ts';

/** Attributes of all elements, by which no directive goes that is given anything. */
const ofElements =
  /^(?:class|id|style|href|src|srcset|alt|title|type|name|value|for|role|tabindex|placeholder|disabled|hidden|target|rel|width|height|colspan|rowspan|d|fill|viewBox|stroke[\w-]*|aria-[\w-]+|i18n[\w-]*|ngClass|ngStyle)$/;

/** Events of elements: a component that tells something by such a name is none that is followed. */
const ofPages =
  /^(?:click|dblclick|auxclick|contextmenu|mouse\w+|pointer\w+|touch\w+|drag\w*|drop|key\w+|input|change|submit|reset|focus|focusin|focusout|blur|scroll|wheel|resize|load|error|abort|copy|cut|paste|select|toggle|play|pause|ended|animation\w+|transition\w+|beforeunload|[\w:]+\..*|window:.*|document:.*|@.*)$/;

/** The input of a component or directive that an attribute gives something: `event` of `event`, `[event]` and `[(event)]`. */
function inputOf({ name }: Attribute): string | undefined {
  const [, double, bound, long, plain] =
    /^(?:\[\(([\w-]+)\)\]|\[([\w-]+)\]|(?:bind|bindon)-([\w-]+)|([A-Za-z][\w-]*))$/.exec(name) ?? [];
  const own = double ?? bound ?? long ?? plain;
  return /^(?:let|ref|on)-/.test(name) ? undefined : own;
}

/** The output that an attribute listens to: `tracked` of `(tracked)`. */
function outputOf({ name, value }: Attribute): string | undefined {
  const [, short, long] = /^(?:\(([^()]+)\)|on-(.+))$/.exec(name) ?? [];
  const own = short ?? long;
  return value && own !== undefined && /^[\w-]+$/.test(own) && !ofPages.test(own) ? own : undefined;
}

/** Whether an element may stand for a component, or have directives that are given something. */
function mayBeGiven(tag: string, attributes: readonly Attribute[]): boolean {
  const isOwn = (name: string | undefined) => name !== undefined && !ofElements.test(name);
  return tag.includes('-') || attributes.some((each) => isOwn(inputOf(each)));
}

/**
 * Writes an element as a call of what its tag and its attributes stand for, with an object of what it gives and one of what is called
 * for what that tells. Returns the attributes that are not in there.
 */
export function angularElement(
  reader: TemplateCode,
  { name, start }: { readonly name: string; readonly start: number },
  attributes: readonly Attribute[],
): readonly Attribute[] {
  if (!mayBeGiven(name, attributes)) return attributes;
  const given = attributes.filter((each) => inputOf(each) !== undefined);
  const listeners = attributes.filter((each) => outputOf(each) !== undefined);
  // What is bound counts before what is written.
  const isBound = (each: Attribute) => inputOf(each) !== each.name;
  const ordered = [...given.filter((each) => !isBound(each)), ...given.filter(isBound)];
  reader.component(
    JSON.stringify(name),
    start,
    start + name.length,
    () => {
      for (const each of ordered) input(reader, each, isBound(each));
    },
    () => {
      for (const each of listeners) reader.listener(outputOf(each) as string, each);
    },
  );
  return attributes.filter((each) => !given.includes(each) && !listeners.includes(each));
}

function input(reader: TemplateCode, attribute: Attribute, isBound: boolean): void {
  const { code } = reader;
  const { name, start, end, value, written } = attribute;
  reader.key(inputOf(attribute) as string, start, start + name.length);
  if (isBound) {
    if (!value || !reader.value(value.start, value.end, end)) code.add('$unknown');
  } else if (!value) code.as("''", start, end);
  else if (written.includes('{{')) mixed(reader, value);
  else if (/&(?!(?:quot|#39|apos|lt|gt|amp);)#?\w+;/.test(written)) code.add('$unknown');
  else reader.literal(value.start, value.end);
  code.add(', ');
}

/** `open_{{ name }}` is a text that is put together. */
function mixed(reader: TemplateCode, { start, end }: { readonly start: number; readonly end: number }): void {
  const { code, text } = reader;
  const plain = (from: number, to: number) =>
    code.as(text.slice(from, to).replace(/[`\\]|\$(?=\{)/g, '\\$&'), from, to);
  code.add('`');
  let from = start;
  for (let open = text.indexOf('{{', from); open >= 0 && open < end; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open);
    if (close < 0 || close > end) break;
    plain(from, open);
    code.add('${');
    if (!reader.value(open + 2, close)) code.add('$unknown');
    code.add('}');
    from = close + 2;
  }
  plain(from, end);
  code.add('`');
}
