import { Chalk } from 'chalk';
import type { Source } from '../model/event-use.ts';
import type { Pack } from '../model/pack.ts';
import type { Rule } from '../model/rule.ts';
import type { BadExample, Example } from '../model/rule-text.ts';

const sourceNames: Readonly<Record<Source, string>> = {
  code: 'code',
  payload: 'payloads',
  registry: 'registry',
};

/** The address of a rule's page. */
export function pageOf({ id }: Rule, homepage: string): string {
  return `${homepage}/blob/main/docs/rules/${id}.md`;
}

/** A rule for the terminal. */
export function explainText(rule: Rule, pack: Pack, color: boolean): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const head = `${paint.bold(rule.id)}  ${paint.dim(`${levelOf(rule, pack)}${categoryOf(rule)}, on ${appliesTo(rule)}`)}`;
  const { bad, good } = headings(rule);
  const bound = rule.bound?.(pack);
  const parts = [
    head,
    rule.summary,
    `${paint.bold('Why')}\n${indent(rule.why)}`,
    ...(bound ? [`${paint.bold('Bound')}\n${indent(bound.text)}\n${indent(`Source: ${bound.source}`)}`] : []),
    ...rule.bad.map((example) => `${paint.red(bad)}\n${exampleText(example)}\n${indent(marks(example))}`),
    ...rule.good.map((example) => `${paint.green(good)}\n${exampleText(example)}`),
    `${paint.bold('Switch it off')}\n${indent(suppression(rule))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A rule as a page. */
export function explainMarkdown(rule: Rule, pack: Pack, homepage: string): string {
  const parts = [
    `# ${rule.id}`,
    `${rule.summary}`,
    `Default level **${levelOf(rule, pack)}**; judges ${appliesTo(rule)}.${categoryText(rule)}`,
    helpMarkdown(rule, pack),
    `## Switch it off\n\n${suppression(rule)
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}`,
    `This page is written from [the rule itself](${homepage}/blob/main/rules/${rule.id}.ts), whose examples run as tests.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A rule's help without marks, as SARIF shows it. */
export function helpText(rule: Rule, pack: Pack): string {
  const bound = rule.bound?.(pack);
  const lines = [rule.why, ...(bound ? [`Bound: ${bound.text} Source: ${bound.source}`] : [])];
  const [bad] = rule.bad;
  const [good] = rule.good;
  const titles = headings(rule);
  if (bad) lines.push(`${titles.bad}:\n${exampleText(bad)}`);
  if (good) lines.push(`${titles.good}:\n${exampleText(good)}`);
  return lines.join('\n\n');
}

/** A rule's help in Markdown: why, bound, all examples. */
export function helpMarkdown(rule: Rule, pack: Pack): string {
  const bound = rule.bound?.(pack);
  const parts = [`## Why\n\n${rule.why}`];
  if (bound) parts.push(`## Bound\n\n${bound.text}\n\nSource: ${bound.source}`);
  const { bad, good } = headings(rule);
  parts.push(`## ${bad}`, ...rule.bad.map((example) => `${fenced(example)}\n\n${marks(example)}`));
  parts.push(`## ${good}`, ...rule.good.map(fenced));
  return parts.join('\n\n');
}

/** All rules, for the terminal. */
export function listRules(rules: readonly Rule[], color: boolean): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const width = Math.max(...rules.map(({ id }) => id.length));
  const line = (rule: Rule) =>
    `${paint.bold(rule.id.padEnd(width))}  ${rule.severity.padEnd(7)}  ${rule.summary}`;
  const changes = rules.filter(({ on }) => on === 'change');
  const others = rules.filter(({ on }) => on !== 'change');
  const parts = [
    ...others.map(line),
    ...(changes.length > 0 ? ['', 'Changes of the registry, which `eventlint diff` judges:', ''] : []),
    ...changes.map(line),
  ];
  return `${parts.join('\n')}\n\nRun \`eventlint explain <rule>\` for its reason, bound, source and examples.\n`;
}

/** All rules as a Markdown table. */
export function rulesTable(rules: readonly Rule[]): string {
  const rows = rules.map(
    (rule) =>
      `| [\`${rule.id}\`](docs/rules/${rule.id}.md) | ${appliesTo(rule)} | ${rule.severity} | ${rule.summary.replaceAll('|', '\\|')} |`,
  );
  return ['| rule | judges | level | demands |', '|---|---|---|---|', ...rows].join('\n');
}

/** The classes of changes as a Markdown table, from a page in `docs/`. */
export function changesTable(rules: readonly Rule[]): string {
  const rows = rules.flatMap((rule) =>
    rule.on === 'change'
      ? [
          `| [\`${rule.id}\`](rules/${rule.id}.md) | ${rule.category} | ${rule.severity} | ${rule.summary.replaceAll('|', '\\|')} |`,
        ]
      : [],
  );
  return ['| rule | category | level | demands |', '|---|---|---|---|', ...rows].join('\n');
}

/** A class of changes need not be wrong: some are only told. */
function headings({ on }: Rule): { readonly bad: string; readonly good: string } {
  return on === 'change' ? { bad: 'Told', good: 'Not told' } : { bad: 'Wrong', good: 'Right' };
}

function categoryOf(rule: Rule): string {
  return rule.on === 'change' ? `, category ${rule.category}` : '';
}

function categoryText(rule: Rule): string {
  return rule.on === 'change'
    ? ` Category [${rule.category}](../registry-changes.md#what-a-change-can-break).`
    : '';
}

function levelOf(rule: Rule, pack: Pack): string {
  return pack.rules[rule.id] ?? rule.severity;
}

function appliesTo({ applies, on }: Rule): string {
  if (on === 'change') return 'changes of the registry';
  return applies.map((source) => sourceNames[source]).join(', ');
}

interface Part {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

function partsOf(example: Example): Part[] {
  const { code, payload, registry, lock, file, before, lockBefore } = example;
  const [is, was] = before === undefined ? ['', ''] : [' after', ' before'];
  const yaml = (text: string | undefined, when: string) =>
    text === undefined ? [] : [{ language: 'yaml', file: `event-registry.yaml${when}`, text }];
  const locked = (text: string | undefined, when: string) =>
    text === undefined ? [] : [{ language: 'text', file: `event-registry.lock${when}`, text }];
  return [
    ...yaml(before, was),
    ...yaml(registry, is),
    ...locked(lockBefore, was),
    ...locked(lock, lockBefore === undefined ? '' : is),
    ...(code === undefined
      ? []
      : [{ language: languageOf(file ?? 'example.ts'), file: file ?? 'example.ts', text: code }]),
    ...(payload === undefined ? [] : [{ language: 'json', file: file ?? 'example.json', text: payload }]),
  ];
}

function languageOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1);
}

/** Examples of bounds are long; a page shows where they begin and end. */
function shown(text: string): string {
  const cut = text
    .trimEnd()
    .split('\n')
    .map((line) => (line.length > 160 ? `${line.slice(0, 100)} … ${line.slice(-40)}` : line));
  return (cut.length > 24 ? [...cut.slice(0, 12), '…', ...cut.slice(-8)] : cut).join('\n');
}

function fenced(example: Example): string {
  const parts = partsOf(example);
  const named = parts.length > 1 || example.file !== undefined;
  const texts = parts.map(({ language, file, text }) => {
    const fence = text.includes('```') ? '````' : '```';
    return `${named ? `\`${file}\`\n\n` : ''}${fence}${language}\n${shown(text)}\n${fence}`;
  });
  if (example.userMerging) texts.unshift('With `user_merging: true`:');
  return texts.join('\n\n');
}

function exampleText(example: Example): string {
  const parts = partsOf(example);
  return parts
    .map(({ file, text }) =>
      parts.length > 1 ? indent(`${file}:\n${indent(shown(text))}`) : indent(shown(text)),
    )
    .join('\n');
}

function marks({ finds }: BadExample): string {
  const texts = finds.map((text) => `\`${shown(text).replaceAll('`', "'").replaceAll('\n', ' ')}\``);
  return `Underlined: ${texts.join(', ')}`;
}

function suppression({ id, applies, on }: Rule): string {
  if (on === 'change')
    return [
      'accepted:   # in event-registry.yaml: one change, as `eventlint diff` prints it',
      `  - { fingerprint: "…", rule: ${id}, at: …, reason: "…", by: "…" }`,
      `rules: { ${id}: off }   # in eventlint.yaml: all of them`,
    ].join('\n');
  const comment = applies.includes('code') ? '//' : '#';
  const setting = `rules: { ${id}: off }`;
  return applies.includes('code') || applies.includes('registry')
    ? `${comment} eventlint-disable-next-line ${id} -- <reason>\n${setting}   # in eventlint.yaml`
    : `${setting}   # in eventlint.yaml`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}
