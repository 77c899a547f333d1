import type { Entry, EventUse, Request } from '../../model/event-use.ts';
import type { ReadingProblem } from '../../model/finding.ts';
import type { Api, Pack, RecordShape } from '../../model/pack.ts';
import type { Document } from './document.ts';
import type { Fault } from './faults.ts';

/** What a payload consists of, in the order of its text; problems may come before the entry that they are about. */
export type PayloadItem =
  | { kind: 'entry'; entry: Entry }
  /** An event that is recorded without a call around it. */
  | { kind: 'use'; use: EventUse }
  | { kind: 'request'; request: Request }
  | { kind: 'problem'; problem: ReadingProblem };

/** What the parts of one file share. */
export interface Session {
  readonly file: string;
  readonly pack: Pack;
  /** The APIs that a body may be meant for: all, or those of the URL that it was sent to. */
  readonly apis: readonly Api[];
  /** The records that a body may hold instead: none where it was sent to one of those URLs. */
  readonly records: readonly RecordShape[];
  /** It holds nothing else: the user has said so. */
  readonly only: boolean;
  /** The part of the file that is read; 0 where it is read as a whole. */
  readonly part: number;
  /** The account merges profiles: more than one field can name a user. */
  readonly userMerging: boolean;
  /** Numbers the entries of the file: the next one, or so many, of which it answers the first's number. */
  readonly next: (entries?: number) => number;
  /** The number that the next entry will get. */
  readonly count: () => number;
}

/** What a session is made of. */
export interface SessionOptions {
  readonly pack: Pack;
  readonly userMerging?: boolean;
  readonly part?: number;
  /** What the user says it is: the id of a record means that it holds nothing else. */
  readonly form?: string | undefined;
}

/** A session that begins to number entries. */
export function newSession(
  file: string,
  { pack, userMerging = false, part = 0, form }: SessionOptions,
): Session {
  const only = pack.records.filter(({ id }) => id === form);
  let index = 0;
  return {
    file,
    pack,
    apis: pack.apis,
    records: only.length > 0 ? only : pack.records,
    only: only.length > 0,
    part,
    userMerging,
    next: (entries = 1) => {
      index += entries;
      return index - entries;
    },
    count: () => index,
  };
}

/** Wraps a fault of a text as a finding of `parse-error`. */
export function faultProblem(document: Document, { span, message, help, kind }: Fault): PayloadItem {
  return {
    kind: 'problem',
    problem: { rule: 'parse-error', place: document.at(span.start, span.end), message, help, kind },
  };
}
