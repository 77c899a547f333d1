import { LaterText, type Stretch } from './later-text.ts';
import { cutClose, type Place, place, type SourceText, type Span, unitsBehind } from './text.ts';

/** Where some bytes of a line stand. */
interface Standing {
  readonly file: string;
  readonly part: number | undefined;
  readonly line: number;
  /** Where in the stretch of the line they begin and end. */
  readonly from: number;
  readonly to: number;
}

/**
 * A place with only so much text around it as `cutClose` keeps, which is looked for when somebody asks: a run over a stream remembers one of each
 * user, and shows few.
 */
export class LaterPlace implements Place {
  readonly #reread: Stretch['reread'];
  readonly #offset: number;
  readonly #length: number;
  readonly #file: string;
  readonly #part: number | undefined;
  readonly #line: number;
  readonly #from: number;
  readonly #to: number;
  #found: Place | undefined;

  /** `stretch`: the line from its beginning on, to its end or to where more follows than is shown. */
  constructor({ reread, offset, length }: Stretch, { file, part, line, from, to }: Standing) {
    this.#reread = reread;
    this.#offset = offset;
    this.#length = length;
    this.#file = file;
    this.#part = part;
    this.#line = line;
    this.#from = from;
    this.#to = to;
  }

  get source(): SourceText {
    return this.#place().source;
  }

  get span(): Span {
    return this.#place().span;
  }

  #place(): Place {
    this.#found ??= this.#find();
    return this.#found;
  }

  #find(): Place {
    const stretch = { reread: this.#reread, offset: this.#offset, length: this.#length, isOneLine: true };
    const standing = { file: this.#file, firstLine: this.#line, firstColumn: 1, part: this.#part };
    const source = new LaterText(stretch, standing);
    const start = unitsBehind(source.text, 0, this.#from);
    return cutClose(place(source, start, unitsBehind(source.text, start, this.#to - this.#from)));
  }
}
