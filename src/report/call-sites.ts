import { compareOrder, type EventUse } from '../model/event-use.ts';
import { counted } from '../model/name.ts';
import { position } from '../model/text.ts';

/** The call sites as `extract --format json` prints them. */
export function callSitesJson(uses: readonly EventUse[]): string {
  return `${JSON.stringify({ version: 1, callSites: sites(uses) }, null, 2)}\n`;
}

/** The call sites as YAML: the same data as JSON, for people and for diffs. */
export function callSitesYaml(uses: readonly EventUse[]): string {
  const list = sites(uses);
  if (list.length === 0) return 'version: 1\ncallSites: []\n';
  return `version: 1\ncallSites:\n${list.map(yamlItem).join('')}`;
}

/** A call site in block style, its attributes and wrappers in a line each. Every text is quoted as JSON does, which YAML reads. */
function yamlItem({ file, line, column, sink, via, event, attributes, open }: Site): string {
  const flow = (value: unknown) => JSON.stringify(value);
  const rows = (title: string, items: readonly unknown[]) =>
    items.length === 0
      ? [`    ${title}: []`]
      : [`    ${title}:`, ...items.map((item) => `      - ${flow(item)}`)];
  const lines = [
    `  - file: ${flow(file)}`,
    `    line: ${line}`,
    `    column: ${column}`,
    `    sink: ${flow(sink)}`,
    ...rows('via', via),
    `    event: ${flow(event)}`,
    ...rows('attributes', attributes),
    `    open: ${open}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The call sites as CSV (RFC 4180): a row for each, lists separated by `|` and `; `. */
export function callSitesCsv(uses: readonly EventUse[]): string {
  const header = ['file', 'line', 'column', 'events', 'dynamic', 'attributes', 'open', 'sink', 'via'];
  const rows = sites(uses).map(({ file, line, column, event, attributes, open, sink, via }) => [
    file,
    line,
    column,
    event.names.join('|'),
    event.dynamic,
    attributes
      .map(({ name, types, optional }) => `${name}${optional ? '?' : ''}: ${types.join('|')}`)
      .join('; '),
    open,
    sink,
    via.map(({ name }) => name).join(' > '),
  ]);
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A cell; one that a spreadsheet would run as a formula is made text. */
function csvCell(value: string | number | boolean): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The call sites for people: one line each, in columns. */
export function callSitesTable(uses: readonly EventUse[]): string {
  const rows = sites(uses).map((site) => [
    `${site.file}:${site.line}:${site.column}`,
    [...site.event.names, ...(site.event.dynamic ? ['?'] : [])].join(' | '),
    attributesText(site),
    [...site.via.map(({ name }) => name), site.sink].join(' > '),
  ]);
  const header = ['where', 'event', 'attributes', 'sink'];
  const widths = header.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => (row[i] as string).length)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] as number))
      .join('  ')
      .trimEnd();
  return `${[header, ...rows].map(line).join('\n')}\n\n${counted(rows.length, 'call site')}\n`;
}

/** Wider lists of attributes are cut: a table is for the eye, JSON has them all. */
const widest = 100;

function attributesText({ attributes, open }: Site): string {
  const listed = attributes.map(
    ({ name, types, optional }) => `${name}${optional ? '?' : ''}: ${types.join('|')}`,
  );
  const all = [...listed, ...(open ? ['…'] : [])];
  if (all.length === 0) return '{}';
  const text = `{ ${all.join(', ')} }`;
  return text.length <= widest ? text : `{ ${all.join(', ').slice(0, widest - 20)}… } (${attributes.length})`;
}

type Site = ReturnType<typeof site>;

function sites(uses: readonly EventUse[]): Site[] {
  return [...uses].sort((a, b) => compareOrder(a.order, b.order)).map(site);
}

function site(use: EventUse) {
  const { source, span } = use.locate({ part: 'whole' });
  return {
    file: source.file,
    ...position(source, span.start),
    sink: use.call?.sink ?? '',
    via: use.call?.via ?? [],
    event: { names: use.names, dynamic: use.dynamic },
    attributes: use.attributes.map(({ name, types, optional }) => ({ name, types, optional })),
    open: use.open,
  };
}
