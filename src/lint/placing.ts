import { movedDown, type Place, type SourceText } from '../model/text.ts';
import type { Draft } from './collector.ts';

/** A part of a file whose lines were counted from its own beginning. */
export type FilePart = Pick<SourceText, 'file' | 'part'>;

/** Moves what was found in parts of files to the lines of the files, once it is known how many lines stand before each. */
export class Placing {
  readonly #before = new Map<string, number>();
  readonly #moved = new Map<SourceText, SourceText>();

  /** So many lines stand before a part. */
  set(part: FilePart, lines: number): void {
    if (lines > 0) this.#before.set(keyOf(part), lines);
  }

  /** The same draft by the lines of its files. */
  placed(draft: Draft): Draft {
    if (this.#before.size === 0) return draft;
    const { place, related, fix } = draft;
    return {
      ...draft,
      place: this.#place(place),
      related: related.map((each) => ({ ...each, place: this.#place(each.place) })),
      fix: fix && { ...fix, place: this.#place(fix.place) },
    };
  }

  #place(place: Place): Place {
    const { source } = place;
    const lines = this.#before.get(keyOf(source));
    if (lines === undefined) return place;
    let moved = this.#moved.get(source);
    if (!moved) {
      moved = movedDown(source, lines);
      this.#moved.set(source, moved);
    }
    const { span, shorthand } = place;
    return shorthand === undefined ? { source: moved, span } : { source: moved, span, shorthand };
  }
}

function keyOf({ file, part = 0 }: FilePart): string {
  return `${part} ${file}`;
}
