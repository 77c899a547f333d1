import type { RecordShape } from '../../../model/pack.ts';
import type { Place } from '../../../model/text.ts';
import { readText } from '../broken.ts';
import { type Document, embeddedDocument } from '../document.ts';
import { type Fault, hiddenFaults, syntaxFault } from '../faults.ts';
import { find, skipSpace } from '../json-text.ts';
import { faultProblem, type PayloadItem, type Session } from '../session.ts';
import { firstGiven, type Part, readParts } from './records.ts';

/** A row of a table: each cell's value as a document, undefined where there is none. */
export interface Row {
  readonly cells: readonly (Document | undefined)[];
  /** Where the row begins. */
  readonly whole: () => Place;
}

/** Which columns hold the parts of an event. */
interface RecordPlan {
  readonly shape: RecordShape;
  readonly event: readonly number[];
  readonly attributes: readonly number[];
  readonly time: readonly number[];
  readonly user: readonly number[];
  /** The column that says what kind of record a row is. */
  readonly match: number;
}

/** Whether a table's columns say by their names that its rows are events with attributes. */
export function namesEvents(columns: readonly string[], session: Pick<Session, 'records'>): boolean {
  return (planOf(columns, session.records)?.attributes.length ?? 0) > 0;
}

/**
 * Reads the rows of a table one by one. Columns named as a record's parts make each row an event; otherwise the columns
 * whose first value is JSON hold an event or a request body in each row.
 */
export class TableReader {
  readonly #columns: readonly string[];
  readonly #header: () => Place;
  readonly #session: Session;
  readonly #plan: RecordPlan | undefined;
  #json: readonly number[] | undefined;
  #rows = 0;
  #skipped = 0;

  /** `header` is where the columns' names stand. */
  constructor(columns: readonly string[], header: () => Place, session: Session) {
    this.#columns = columns;
    this.#header = header;
    this.#session = session;
    this.#plan = planOf(columns, session.records);
  }

  /** The columns that are looked at; undefined while that depends on what they hold. */
  get needed(): readonly string[] | undefined {
    const plan = this.#plan;
    if (!plan || plan.attributes.length === 0) return undefined;
    const all = [...plan.event, ...plan.attributes, ...plan.time, ...plan.user, plan.match];
    return this.#columns.filter((_, index) => all.includes(index));
  }

  *read(row: Row): Generator<PayloadItem> {
    this.#rows++;
    const plan = this.#plan;
    if (plan && plan.attributes.length > 0) {
      yield* this.#readRecord(row, plan);
      return;
    }
    if (!this.#json) {
      const holding = row.cells.flatMap((cell, index) =>
        cell && startsAsJson.test(cell.text) ? [index] : [],
      );
      if (holding.length > 0) this.#json = holding;
    }
    if (this.#json) {
      for (const index of this.#json) {
        const cell = row.cells[index];
        if (cell && !isNull(cell.text)) yield* readText(cell, this.#session);
      }
    } else if (plan) yield* this.#readRecord(row, plan);
  }

  /** A row that cannot be read has been told by itself. */
  skip(): void {
    this.#skipped++;
  }

  /** What there is to say when the table has ended. */
  *end(): Generator<PayloadItem> {
    if (this.#plan || this.#json || (this.#rows === 0 && this.#skipped > 0)) return;
    const named = this.#columns.map((name) => `\`${name}\``).join(', ');
    const records = this.#session.records.map(
      ({ event, attributes }) => `\`${event[0]}\` and \`${attributes[0]}\``,
    );
    const place = this.#header();
    const message =
      this.#rows === 0
        ? 'The table has no rows.'
        : `No column holds events: none of ${named} holds JSON or is named as the parts of an event.`;
    const help =
      this.#rows === 0
        ? 'Export it again, or remove the file.'
        : `Name the columns of an event ${records.join(', or ')}, or put each event as JSON into one column.`;
    yield { kind: 'problem', problem: { rule: 'parse-error', place, message, help } };
  }

  *#readRecord({ cells, whole }: Row, plan: RecordPlan): Generator<PayloadItem> {
    const { match } = plan.shape;
    const kind = cells[plan.match]?.text;
    if (match && kind !== undefined && !match.event.includes(kind)) return;
    const text = (columns: readonly number[]): Part | undefined =>
      firstGiven(
        columns.map((index) => {
          const cell = cells[index];
          const name = this.#columns[index] as string;
          return cell && !isNull(cell.text)
            ? { name, value: cell.text, at: () => cell.at(0, cell.text.length) }
            : undefined;
        }),
      );
    let attributes: ReturnType<typeof attributesOf> | undefined;
    for (const index of plan.attributes) {
      const cell = cells[index];
      if (!cell || isNull(cell.text)) continue;
      attributes = attributesOf(cell, this.#columns[index] as string);
      break;
    }
    if (attributes) {
      for (const problem of attributes.problems) yield problem;
      if (!attributes.part) return;
    }
    const parts = { event: text(plan.event), time: text(plan.time), user: text(plan.user) };
    const open = plan.attributes.length === 0;
    const eventName = this.#columns[plan.event[0] as number] as string;
    yield* readParts(
      { ...parts, attributes: attributes?.part, eventName, whole, line: 1, open },
      plan.shape,
      this.#session,
    );
  }
}

/** How an object, or a list of them, begins: other texts also begin with brackets. */
const startsAsJson = /^\s*(?:\{\s*["}]|\[\s*[{\]])/;

/** Reads a cell of attributes; none where the cell is no JSON. */
function attributesOf(cell: Document, name: string) {
  const problems: PayloadItem[] = [];
  const say = (document: Document, fault: Fault) => problems.push(faultProblem(document, fault));
  let document = cell;
  let value: unknown;
  try {
    value = JSON.parse(document.text);
    // Some exports write JSON as a string in JSON.
    if (typeof value === 'string' && /^\s*\{/.test(value)) {
      const outer = document;
      document = embeddedDocument(outer, value, () => skipSpace(outer.text, 0));
      value = JSON.parse(value);
    }
  } catch {
    say(document, syntaxFault(document.text));
    return { problems, part: undefined };
  }
  const faults = hiddenFaults(document.text, value);
  for (const fault of faults) say(document, fault);
  if (faults.some(({ spoils }) => spoils)) return { problems, part: undefined };
  const start = skipSpace(document.text, 0);
  const inside = (key: string, what: 'key' | 'value') => {
    const found = find(document.text, start, [key]);
    const span = (what === 'key' ? found?.key : undefined) ?? found?.value ?? { start, end: start + 1 };
    return document.at(span.start, span.end);
  };
  const at = () => document.at(start, document.text.trimEnd().length);
  return { problems, part: { name, value, at, inside } };
}

/** The first description whose columns are there: rather one that also has its attributes. */
function planOf(columns: readonly string[], records: readonly RecordShape[]): RecordPlan | undefined {
  const plain = columns.map(plainName);
  const find = (names: readonly string[]) =>
    names.map((name) => plain.indexOf(plainName(name))).filter((index) => index >= 0);
  const plans = records.flatMap((shape): RecordPlan[] => {
    const event = find(shape.event);
    const match = shape.match ? plain.indexOf(plainName(shape.match.field)) : -1;
    if (event.length === 0 || (shape.match && match < 0)) return [];
    const attributes = find(shape.attributes);
    return [
      {
        shape,
        event,
        attributes,
        time: find(shape.time?.fields ?? []),
        user: find(shape.user ?? []),
        match,
      },
    ];
  });
  return plans.find(({ attributes }) => attributes.length > 0) ?? plans[0];
}

/** Warehouses write names in their own case: `userId`, `user_id` and `USER_ID` are one column. */
function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_.-]/g, '');
}

/** How exports write that there is no value. */
function isNull(text: string): boolean {
  return text === '' || text === 'NULL' || text === 'null' || text === '\\N';
}
