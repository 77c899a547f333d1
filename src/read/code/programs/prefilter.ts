import type { Api, CallShape } from '../../../model/pack.ts';
import { usedName, usedPackage, usesImported } from './used-words.ts';

const suppressionWord = 'eventlint-';

/**
 * What must occur in a file that holds a tracking call or a suppression: what a callee's name begins with, a package, a
 * host of the vendor. Searching bytes for it costs a small part of parsing.
 */
export function searchWords(calls: readonly CallShape[], apis: readonly Api[]): RegExp {
  return new RegExp([otherWords(calls, apis), ...packagesUsed(calls)].join('|'));
}

/** What of {@link searchWords} is no package. */
function otherWords(calls: readonly CallShape[], apis: readonly Api[]): string {
  const names = calls.flatMap(({ callee, module }) => (module === undefined ? [firstName(callee)] : []));
  const hosts = hostsOf(apis);
  return [
    ...[...new Set(names)].map((name) => usedName(escaped(name))),
    // Whole words only: two letters are in nearly every file.
    ...(hosts.length > 0 ? [anyWord(hosts)] : []),
    suppressionWord,
  ].join('|');
}

function anyWord(words: readonly string[]): string {
  return `(?<![\\w$])(?:${[...new Set(words)].join('|')})(?![\\w$])`;
}

function packagesUsed(calls: readonly CallShape[]): readonly string[] {
  const members = new Map<string, string[] | undefined>();
  for (const { callee, module } of calls) {
    if (module === undefined) continue;
    // By a client, or by what makes one, a file may get hold of others.
    const known = members.has(module) ? members.get(module) : [];
    members.set(
      module,
      /^[\w$]+$/.test(callee) && callee !== 'default' ? known && [...known, callee] : undefined,
    );
  }
  return [...members].map(([module, names]) => usedPackage(escaped(module), names?.map(escaped)));
}

/**
 * Whether a file may hold a tracking call, or a suppression: one of {@link searchWords} stands in it, and of packages alone that it
 * names, it uses something.
 */
export function usesWords(calls: readonly CallShape[], apis: readonly Api[]): (bytes: Uint8Array) => boolean {
  const modules = [...new Set(calls.flatMap(({ module }) => module ?? []))].map(escaped);
  const [words, others] = [searchWords(calls, apis), new RegExp(otherWords(calls, apis))];
  return (bytes) => {
    const text = searchable(bytes);
    if (text === undefined) return true;
    if (!words.test(text)) return false;
    return modules.length === 0 || others.test(text) || usesImported(text, modules);
  };
}

function hostsOf(apis: readonly Api[]): readonly string[] {
  return apis.flatMap(({ urls }) => urls.map((url) => escaped(new URL(url).host)));
}

/** What must occur somewhere in a project that sends requests to one of the APIs. */
export function requestWords(apis: readonly Api[], root: string): RegExp {
  return new RegExp(anyWord([escaped(root), ...hostsOf(apis)]));
}

/** `analytics` of `analytics.track`, `capture` of `*.capture`, `window.capture` and `this.capture`, `useTracking` of `useTracking().trackEvent`. */
function firstName(callee: string): string {
  const parts = callee.split('.').map((part) => part.replace('()', ''));
  return parts.find((part) => part !== '' && !anyReceiver.has(part) && !globalObjects.has(part)) ?? callee;
}

/** What stands in a shape for whatever a method is called on. */
const anyReceiver = new Set(['*', 'this']);

/** Names under which the global object goes. */
export const globalObjects: ReadonlySet<string> = new Set([
  'window',
  'globalThis',
  'self',
  'global',
  'top',
  'parent',
]);

/** `track` of `analytics.track`, `useTelemetry` of `useTelemetry()`. */
export function lastName(callee: string): string {
  return (callee.split('.').at(-1) as string).replace('()', '');
}

/** `useTracking` and `trackEvent` of `useTracking().trackEvent`: what sends, and what has it, may be handed on. */
export function namesIn(callee: string): string[] {
  const parts = callee.split('.').slice(-2);
  return parts.map(lastName).filter((name) => !anyReceiver.has(name) && name !== 'default');
}

const searched = new WeakMap<Uint8Array, string | undefined>();

/** The bytes as a text to search, a character each; undefined for bytes that hide every word: binary files and UTF-16. */
export function searchable(bytes: Uint8Array): string | undefined {
  if (!searched.has(bytes)) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
    searched.set(bytes, text.includes('\0') ? undefined : text);
  }
  return searched.get(bytes);
}

/** Whether a file's bytes hold what is searched for. What cannot be searched is read, and said to be no code. */
export function mayConcern(bytes: Uint8Array, words: RegExp): boolean {
  const text = searchable(bytes);
  return text === undefined || words.test(text);
}

/**
 * What stands in every file that {@link callsAmong} the same names finds something in: it is looked for in half the time. There
 * must be a name.
 */
export function anyOf(names: readonly string[]): RegExp {
  return new RegExp(names.map((name) => escaped(wordOf(name))).join('|'));
}

/** The word that stands wherever something is called that a label stands for. */
export function wordOf(label: string): string {
  return calledBy(label).replace(/^[/'[]+/, '');
}

/**
 * Where functions of some names are called, rendered as elements, renamed or handed on, or default exports are imported: a
 * name in a text or as a key says nothing.
 */
export function callsAmong(names: readonly string[]): RegExp {
  return anyWay([...waysToCall(plainAmong(names)), ...otherWays(names)]);
}

/**
 * Where something by one of the names is used in whatever way, and not only imported or watched by a test: of files in which
 * {@link callsAmong} the same names finds something, those in which this does, too, may call it.
 */
export function usesAmong(names: readonly string[]): RegExp {
  const plain = plainAmong(names);
  return anyWay([...(plain.length > 0 ? [usedName(anyName(plain))] : []), ...otherWays(names)]);
}

function plainAmong(names: readonly string[]): readonly string[] {
  return names.filter((name) => !/^[/'[~.]/.test(name));
}

function otherWays(names: readonly string[]): readonly string[] {
  const marked = (mark: string) => names.filter((name) => name.startsWith(mark)).map((name) => name.slice(1));
  // `v-track="…"`, `v-track:click.once`
  const directives = names.filter((name) => name.startsWith('v-')).map(escaped);
  const asDirective = directives.length > 0 ? [`(?<![\\w-])(?:${directives.join('|')})(?=[\\s=.:>])`] : [];
  return [asDirective, waysToImport(marked('/')), waysToEmit(marked("'")), waysToSelect(marked('['))].flat();
}

function anyWay(ways: readonly string[]): RegExp {
  return ways.length === 0 ? /(?!)/ : new RegExp(ways.join('|'));
}

function anyName(names: readonly string[]): string {
  return `(?:${names.map(escaped).join('|')})`;
}

function waysToCall(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const any = anyName(names);
  const used = '(?=\\s*(?:[(<,})\\]]|\\?\\.|\\.(?:call|apply|bind)\\b)|\\s+as\\s)';
  // Behind `=` a quote begins an attribute of a template: `@click="track('sent')"`.
  const inText = `(?<!=)["']`;
  // `const send = track`, `() => track`, `return track`.
  const handedOn = `(?:=>?|\\breturn)\\s*(?:[\\w$]+\\.)*${any}(?![\\w$.(])`;
  // `{ $track: send } = useNuxtApp()` of what all have.
  const shared = names.filter((name) => name.startsWith('$')).map(escaped);
  const takenOff = shared.length > 0 ? [`(?:${shared.join('|')})\\s*:\\s*[\\w$]+\\s*[,}]`] : [];
  return [
    ...takenOff,
    handedOn,
    `\\bextends\\s+(?:[\\w$]+\\.)*${any}(?![\\w$.(])`,
    `<(?:[\\w$]+\\.)*${any}(?=[\\s/>])`,
    `(?<![\\w$\`-]|${inText})${any}${used}`,
  ];
}

/** What is called by a text: `bus.emit('sent', …)`, `on:sent` of Svelte, which hands on what a component emits, and an output of Angular. */
function waysToEmit(texts: readonly string[]): readonly string[] {
  const parts = texts.filter((text) => text.startsWith('/')).map((text) => escaped(text.slice(1)));
  const whole = texts.filter((text) => !text.startsWith('/'));
  const asPart = parts.length > 0 ? [`["'\`]/?(?:[\\w$-]+/)*(?:${parts.join('|')})["'\`]`] : [];
  if (whole.length === 0) return asPart;
  const any = `(?:${whole.map(escaped).join('|')})`;
  return [
    ...asPart,
    `\\(\\s*["'\`]${any}["'\`]\\s*[,)]`,
    `\\bon:${any}(?=[\\s|/>])`,
    `(?<![\\w$])${any}\\??\\.emit\\s*\\(`,
  ];
}

/** Elements and attributes of a template of Angular, and the selectors of the classes that they may stand for. */
function waysToSelect(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [`(?<=[\\s<["'\`,(]|\\bbind(?:on)?-)(?:${names.map(escaped).join('|')})(?=[\\s=>/"'\`,\\]):[])`];
}

/** A default import goes by any name, but its path ends in that of the file or folder. */
function waysToImport(modules: readonly string[]): readonly string[] {
  if (modules.length === 0) return [];
  return [`["'/](?:${modules.map(escaped).join('|')})(?:/index)?(?:\\.[\\w-]+)*['"]${ofDefault}`];
}

/** Behind the path of a module of which the default export, or all that it exports, is taken: what is named goes by its names. */
const ofDefault =
  /(?<=(?:\b(?:require|import)\s*\((?:\s|\/\*[^*]*\*\/)*|(?<!\b(?:import|export)\s*(?:type\s*)?\{(?:(?!\bdefault\b)[^{}])*\}\s*)\bfrom(?:\s|\/\*[^*]*\*\/)*)["'][^"'\n]*["'])/
    .source;

/** The names under which files hand on others' default exports and functions: `export { default as Button } from`. */
export function renamed(file: string, bytes: Uint8Array): readonly (readonly [from: string, to: string])[] {
  const text = searchable(bytes) ?? '';
  if (!/\bexport\s*\{[^}]*\b(?:as|default)\b/.test(text)) return [];
  return [...text.matchAll(/\bexport\s*\{([^}]*)\}(?:\s*from\s*['"]([^'"]+)['"])?/g)].flatMap(
    ([, names = '', module = '']) =>
      [...names.matchAll(/([\w$]+)\s+as\s+([\w$]+)|\bdefault\b/g)].map(
        ([, from = 'default', to = 'default']) => {
          const own = from === 'default' ? defaultOf(module) : from;
          return [own, to === 'default' ? defaultOf(file) : to] as const;
        },
      ),
  );
}

/**
 * Stands for the default export of a module, which goes by any name where it is imported: `/track` of `lib/track.ts`. Where
 * such a word stands otherwise, it is none of it.
 */
export function defaultOf(module: string): string {
  const name = moduleName(module);
  return name === '' ? '' : `/${name}`;
}

/** Stands for a function that is called by a text alone: `'sent` of `bus.emit('sent')`, `'/send` of `dispatch('shop/send')`. */
export function textLabel(text: string): string {
  return `'${text}`;
}

/** Stands for what an element or attribute of a template of Angular stands for: `[appTrack` of `<a [appTrack]="'paid'">`. */
export function boundLabel(name: string): string {
  return `[${name}`;
}

/** Stands for a function that is called in a file to which something else leads: it is not looked for by that name. */
export function handedLabel(name: string): string {
  return `~${name}`;
}

/** Stands for a function of which no other file can get hold: it is looked for in none. */
export function ownLabel(name: string): string {
  return `.${name}`;
}

/** Whether a label stands for a function of which no other file can get hold. */
export function isOwn(label: string): boolean {
  return label.startsWith('.');
}

/** What is written where something is called that a label stands for, as far as its file is known. */
export function calledBy(label: string): string {
  return /^[~.]/.test(label) ? label.slice(1) : label;
}

/** What a module is called: its file, or its folder where that says nothing. */
export function moduleName(module: string): string {
  const parts = module.split('/');
  const [base = ''] = (parts.at(-1) ?? '').split('.');
  return base === 'index' ? (parts.at(-2) ?? '') : base;
}

/** A word as a regular expression that finds it. */
export function escaped(word: string): string {
  return word.replace(/[^\w]/g, '\\$&');
}
