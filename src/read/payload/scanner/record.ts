// What the kernel is told, what it does and what it writes down: the other side of it is in kernel/.

/** A bit of the class of a value: it is a text with escapes. */
export const hasEscapes = 256;

/** The keys of an entry that have a part of their own, as the pack names them. */
export interface EntryKeys {
  readonly event: string;
  readonly attributes: string;
  readonly time: string;
  /** As the first key it tells a request body from an entry. */
  readonly root: string;
}

/** What `entry` answers instead of an offset. */
export const scanStatus = { more: -1, refused: -2, body: -3 } as const;

/** The classes of values in a record. */
export const scanClass = {
  string: 0,
  date: 1,
  number: 2,
  boolean: 3,
  object: 4,
  objects: 5,
  array: 6,
  null: 7,
  /** Of an envelope's strings only: nothing but spaces. */
  blank: 8,
  /** Of an envelope's strings only: a real date and time as an event's time is written. */
  time: 9,
} as const;

/**
 * What `judge` says of an entry: that it was counted, that it must be read, or that what is marked of it must be looked at; and
 * `pass` of a line that it leaves to others.
 */
export const judgement = { counted: 0, read: 1, look: 2, other: -4 } as const;

/** What is marked, as bits: in `out[14]` the envelope and all attributes together, in a class the attribute and its value. */
export const marks = { envelope: 1, shape: 2, attribute: 512, value: 1024 } as const;

/** What has to be done about a part of an entry, as bits. */
export const todo = {
  /** Of an envelope: entries like it are read each time. */
  read: 1,
  /** Entries with it are looked at each time. */
  look: 2,
  /** Every value of it is asked for. */
  anyValue: 4,
  /** Numbers outside of its bounds are. */
  bounded: 8,
  /** An entry needs it to be known as complete. */
  needed: 16,
  /** It is counted. */
  count: 32,
  /** Of texts: those that its automaton does not take are looked at. */
  patterned: 64,
  /** It need not be looked at where a note can be taken. */
  noted: 128,
  /** Of an envelope: notes tell whom it names. */
  namesUsers: 256,
  /** Of an envelope: whom it names is told each time. */
  tells: 512,
} as const;

/** What is said of a part of an entry, beside what is counted of it. */
export interface Said {
  /** Bits of `todo`. */
  readonly flags: number;
  /** Of texts: those of more bytes are looked at. */
  readonly quiet?: number | undefined;
  /** Of numbers: those outside are looked at, where it is `bounded`. */
  readonly below?: number | undefined;
  readonly above?: number | undefined;
  /** The automaton's id, where it is `patterned`. */
  readonly automaton?: number | undefined;
}

/** Where the attributes begin in a record, and how many integers each takes. */
export const recordLayout = { head: 28, attribute: 8 } as const;

/**
 * How many integers a note takes, beside those of its parts and users, and where in it what stands: how many lines or elements were
 * passed over before it; where its line begins, where its entry begins and ends, where the line feed or the comma behind that stands; the
 * ids of what is said of its envelope and of its event, where the event's value begins and ends; how many parts and users
 * follow; its time as that of a record, Infinity without one. Of a part: the id of what is said of it, with bits that say that it was there,
 * and that its value is asked for; then, of an attribute, what stands in a record behind the key's id. Of a user: the hash.
 */
export const noteLayout = {
  head: 14,
  passed: 0,
  start: 1,
  at: 2,
  end: 3,
  last: 4,
  verdict: 6,
  event: 7,
  eventAt: 8,
  eventEnd: 9,
  parts: 10,
  users: 11,
  time: 12,
  part: 6,
  isPart: 1 << 30,
  isValue: 1 << 29,
  user: 2,
} as const;

/**
 * Scans entries without building them. All offsets are in bytes of `input`. A record is overwritten by the next `entry`:
 *
 * - `out[0]` the envelope's signature: equal for entries that differ only in values that are not watched
 * - `out[1]` the event name's id, -1 without one; `out[2]`, `out[3]` where its value begins and ends, 0 without one
 * - `out[4]` the number of attributes; `out[11]` where their object begins, 0 without one
 * - `out[5]` to `out[8]`, and `out[16]` to `out[19]`, two FNV-1a hashes of each identity; `out[9]` bit i: identity i is a text that is not blank, bit 8 + i: it is
 *   no text, or one with escapes
 * - `out[10]` 1 when there is a well-formed time; then `time[0]` is it, as the number yyyyMMddHHmmss
 * - `out[14]`, after `judge`, some of `marks`; `out[15]` of which identities the entry tells something, bits as in `out[9]`
 * - `out[20]` 1 when an escape in it is half a character (`\ud800`)
 * - after `pass`: `out[21]` how many lines it passed over, `out[22]` where the next begins; if it was judged, `out[23]` and `out[24]` where
 *   its entry begins and ends, `out[25]` where the line feed or the comma behind it stands, `out[26]` what `judge` was told of the root;
 *   `out[27]` how many integers of `notes` it has written
 * - from `out[28]`, eight for each attribute: key id; class, plus `hasEscapes`, plus `marks`; where the key's quote stands; where
 *   the value begins; where it ends; a text's length in UTF-8 bytes when decoded, or -2 - id of a watched value, otherwise 0; one
 *   of the kernel's own; after `judge`, where something is to be looked at, the id of what is said of it, 0 where nothing is
 */
export interface Kernel {
  /** The bytes to scan. `reserve` replaces all of these: read the properties again after it. */
  readonly input: Uint8Array;
  readonly out: Int32Array;
  readonly time: Float64Array;
  /** What the last `pass` has noted, as `noteLayout` says, and the same memory as numbers of eight bytes. */
  readonly notes: Int32Array;
  readonly noted: Float64Array;
  /** Makes room for so many bytes of input; what stands in it stays. */
  reserve(bytes: number): void;
  /**
   * Scans the object at `at` as far as `end`, behind which nothing follows when `final` is 1. The offset behind it, or one of
   * `scanStatus`: with `body`, `out[0]` is where the root's value begins. `refused` is also said of what is valid but has to be
   * looked at by the plain reader: a repeated or escaped key, a number that loses digits, too much of something.
   */
  entry(at: number, end: number, final: 0 | 1): number;
  /** Judges the entry that was scanned last: one of `judgement`. `root`: 1 when it stands alone, 0 in a list or on a line. */
  judge(root: 0 | 1): number;
  /**
   * Scans and judges lines from `at` on that are an entry each, a request body of one, or blank, as long as they are only counted. What is
   * said of the line at which it stops; `other` when that is none of those, or does not end before `end`. `inList` is 1 for elements
   * of a list that are an entry each and that others follow. Of those that end by `noteTo` it takes notes where that is all there is to do.
   */
  pass(at: number, end: number, inList: 0 | 1, noteTo: number): number;
  /** How many of the lines that the last `pass` went over are blank. */
  blanks(): number;
  /** Counts those parts of the entry that are not marked. */
  count(): void;
  /** The id of what is said of a part; 0 when nothing is. */
  verdict(part: Part): number;
  /**
   * Says something of a part, which replaces what was said; the id, 0 when there is no room. It is not settled at first. `flags` are
   * said in place of its own.
   */
  say(part: Part, said: Said, flags?: number): number;
  /** Takes over an automaton, see {@link Automaton}: its id, 0 where there is no room for it. */
  addAutomaton(automaton: Automaton): number;
  /** Says from which event time on, as the number yyyyMMddHHmmss, one more of a part is only counted. NaN: never. */
  settle(id: number, from: number): void;
  /** How often a part was counted since this was asked last. */
  taken(id: number): number;
  /** Says how many of an event's attributes that are `needed` make it complete. */
  need(eventId: number, count: number): void;
  /** Says how many attributes of a class an event may have: the attributes of one with more are looked at together. None at first. */
  bound(eventId: number, scanned: number, most: number): void;
  /** Says that users are followed whose hashes go as far as `to`. */
  followUsers(to: number): void;
  /** Says behind which event time the entries of a user tell nothing; it may be forgotten when there are many. */
  settleUser(hash: number, after: number): void;
  /** 1, the default: a line feed inside an entry is an error. 0: it is white space. */
  setMode(lines: 0 | 1): void;
  /** The id of a key. Throws a RangeError when it is longer than 512 bytes or there are too many. */
  internKey(text: string): number;
  /** Makes a key of the envelope identity 0 to 3, whose two hashes begin with these. */
  setIdentity(index: number, keyId: number, first: number, second: number): void;
  /** Has short values of an attribute interned. */
  watch(keyId: number): void;
  /** Has the values of a key of the envelope take part in the signature. */
  watchEnvelope(keyId: number): void;
  /** Counts line ends, as model/text.ts does, and UTF-16 units behind the last one. The range must not cut a CRLF in two. */
  measure(from: number, to: number): void;
  /** What `measure` counted. */
  lineEnds(): number;
  units(): number;
  /** Names by their ids. An entry that turns out to be invalid may have left some, so the counts are upper bounds. */
  keyText(id: number): string;
  eventText(id: number): string;
  valueText(id: number): string;
  keyCount(): number;
  eventCount(): number;
  valueCount(): number;
  signatureCount(): number;
}

/**
 * What tells the texts of a pattern, by their bytes: for each state, beginning with the one that takes nothing any more and the first,
 * 128 bytes say which follows behind which byte of ASCII, and one whether the text may end there. Other bytes are not taken.
 */
export type Automaton = Uint8Array;

/** What something is said of: an envelope, an attribute of one class, or a value of that by its id. */
export type Part =
  | { readonly signature: number; readonly eventId: number; readonly root: 0 | 1 }
  | { readonly eventId: number; readonly keyId: number; readonly class: number }
  | { readonly verdict: number; readonly valueId: number };
