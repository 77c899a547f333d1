import { shownPath } from '../files.ts';
import { shortened } from '../open-file.ts';
import type { Damage } from '../read/payload/index.ts';
import type { Input } from '../read/payload/stream/input.ts';
import type { Gauge } from './meter.ts';
import { lintPayload, type PayloadRead } from './payloads.ts';
import type { Project } from './project.ts';
import type { Gathered } from './shards.ts';

/** Some bytes of a file: to the one before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
  /** How many bytes the file had when it was divided. */
  readonly of: number;
}

/** Lints the lines of a file that begin within some bytes of it. They are counted from the first of them. */
export async function lintLines(
  { run, profiler }: Gathered,
  file: string,
  range: Range,
  project: Project,
  gauge: Gauge,
): Promise<PayloadRead> {
  const opened = project.tree.open(file, Math.max(0, range.start - 1));
  const options = { part: range.start, form: 'ndjson', plainBytes: 0, profiler };
  try {
    const lines = linesWithin(opened, range);
    return await lintPayload(run, shownPath(file, project.cwd), lines, project, options, gauge);
  } finally {
    opened.close();
  }
}

const lf = 10;

/**
 * The lines of a file that begin within some bytes of it. `input` begins one byte before `start`, or with the file: a line
 * belongs to the range that its first byte stands in, so that the last one may reach beyond.
 */
export function linesWithin(
  input: Pick<Input, 'keep'> & { read(into: Uint8Array): number },
  { start, end, of }: Range,
): Input {
  // Offset of the next byte in the file.
  let at = Math.max(0, start - 1);
  let hasBegun = start === 0;
  let hasEnded = false;
  let damage: Damage | undefined;
  // How many bytes of the input stand before the first line.
  let before = 0;
  return {
    get damage() {
      return damage;
    },
    keep: () => {
      const reread = input.keep?.();
      return reread && ((into, offset) => reread(into, before + offset));
    },
    read(into) {
      while (!hasEnded) {
        const count = input.read(into);
        if (count === 0) {
          // Ranges that lie behind the new end have nothing to say: the one that it stands in does.
          if (at >= start && at < end) damage = shortened(of, at);
          return 0;
        }
        let [from, to] = [0, count];
        if (!hasBegun) {
          const feed = into.subarray(0, count).indexOf(lf);
          from = feed < 0 ? count : feed + 1;
          before += from;
          hasBegun = feed >= 0;
          // The line that began before reaches beyond the range: none begins in it.
          if (at + from >= end) {
            hasEnded = true;
            return 0;
          }
        }
        // The line that holds the byte before the end of the range is the last.
        if (hasBegun && at + count >= end) {
          const last = Math.max(from, end - 1 - at);
          const feed = into.subarray(last, count).indexOf(lf);
          if (feed >= 0) {
            to = last + feed + 1;
            hasEnded = true;
          }
        }
        at += count;
        if (hasEnded && from >= to) return 0;
        into.copyWithin(0, from, to);
        if (to > from) return to - from;
      }
      return 0;
    },
  };
}
