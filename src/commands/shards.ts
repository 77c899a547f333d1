import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { PayloadState, Run } from '../lint/run.ts';
import { type Json, StateDecoder, StateEncoder } from '../lint/state.ts';
import { InputError } from '../model/input-error.ts';
import type { Reread } from '../model/later-text.ts';
import type { Profiler, ProfileState } from '../model/profile/profiler.ts';
import type { Project } from './project.ts';
import { type StateHead, stateText } from './state-text.ts';

/** A part of the payloads, as its state says. */
export interface Shard {
  readonly id: string;
  readonly file: string;
  /** What was read, in words. */
  readonly form: string;
  /** Ascending over the parts of a file. */
  readonly part: number;
  /** Its lines: those of later parts are counted on from them. */
  readonly lines: number;
  readonly entries: number;
}

/** A piece of what a state holds. */
interface Piece {
  readonly seen?: PayloadState;
  readonly profile?: ProfileState;
}

/** What gathers what is seen of payloads. */
export interface Gathered {
  readonly run: Run;
  readonly profiler?: Profiler | undefined;
}

/** What decides what a run finds in payloads, as a digest. */
export function settingsOf({ registry, cwd, tree, pack, lock, config }: Project, version: string): string {
  const texts = registry.files.map((file) => tree.readText(resolve(cwd, file)));
  const locked = [...lock].map(([event, entries]) => [
    event,
    [...entries].map(([name, { type }]) => [name, type]),
  ]);
  const { rules, overrides, userMerging } = config;
  const all = JSON.stringify([version, texts, pack, locked, rules, overrides, userMerging]);
  return createHash('sha256').update(all).digest('hex').slice(0, 16);
}

/** The state of a run over shards as a text, made piece by piece. */
export function shardState(
  gathered: Gathered,
  shards: readonly Shard[],
  settings: string,
  version: string,
): Generator<string> {
  const profiled = gathered.profiler !== undefined;
  return stateText({ eventlint: version, settings, shards, profiled }, encodedPieces(gathered));
}

/** What was gathered, as pieces of JSON for {@link Joining}. `isReread`: it can read the payloads once more. */
export function* encodedPieces({ run, profiler }: Gathered, isReread = false): Generator<string> {
  const encoder = new StateEncoder(isReread);
  for (const seen of run.payloadParts()) yield encoder.encode({ seen });
  if (profiler) yield encoder.encode({ profile: profiler.state() });
}

/** Joins states in a run, and in a profiler where there is one, as they come: none of them is kept. */
export class Joining {
  /** The shards of all states so far. */
  readonly shards: Shard[] = [];
  readonly #gathered: Gathered;
  readonly #settings: string;
  readonly #ids = new Set<string>();
  readonly #parts = new Map<string, string>();
  readonly #reread: Reread | undefined;
  #decoder: StateDecoder;

  /** `settings` are those that all states have to be made with. `reread`: reads the payload that they are of once more. */
  constructor(gathered: Gathered, settings: string, reread?: Reread) {
    this.#reread = reread;
    this.#decoder = new StateDecoder(reread);
    this.#gathered = gathered;
    this.#settings = settings;
  }

  /**
   * Begins with a state, whose pieces are added next. Throws {@link InputError} when one of its shards has come before, it was
   * made with other settings, or lacks the statistics that are taken.
   */
  begin({ shards, settings, profiled }: StateHead): void {
    for (const shard of shards) this.#add(shard);
    requireSettings(shards[0], settings, this.#settings);
    if (this.#gathered.profiler && !profiled) throw withoutProfile(shards[0]);
    this.#decoder = new StateDecoder(this.#reread);
  }

  /** Takes over a piece of the state that was begun with. */
  add(piece: Json): void {
    const { run, profiler } = this.#gathered;
    const { seen, profile } = this.#decoder.decode(piece) as Piece;
    if (seen) run.mergePayloads(seen);
    if (profile) profiler?.merge(profile);
  }

  /** Ends with all states: from now on, lines are counted on over the parts of each file. */
  place(): void {
    const lines = new Map<string, number>();
    for (const shard of [...this.shards].sort((a, b) => a.part - b.part)) {
      const sum = lines.get(shard.file) ?? 0;
      this.#gathered.run.placePart(shard, sum);
      lines.set(shard.file, sum + shard.lines);
    }
  }

  #add(shard: Shard): void {
    const { id, file, part } = shard;
    const key = `${part} ${file}`;
    const twin = this.#ids.has(id) ? id : this.#parts.get(key);
    if (twin !== undefined)
      throw new InputError(
        `Shard \`${id}\` comes twice${twin === id ? '' : ` (as \`${twin}\`): both are part ${part} of ${file}`}.`,
        { help: 'Hand over each shard once, so that nothing is counted twice.' },
      );
    this.#ids.add(id);
    this.#parts.set(key, id);
    this.shards.push(shard);
  }
}

/** Throws {@link InputError} when a shard was made with other settings than it is joined with. */
function requireSettings(shard: Shard | undefined, made: string, settings: string): void {
  if (made === settings) return;
  throw new InputError(`Shard \`${shard?.id}\` was made with other settings.`, {
    help: 'Use the same eventlint, registry, lock and configuration for all shards and for joining them.',
  });
}

/** Some states have statistics, and this shard's has none. */
export function withoutProfile(shard: Shard | undefined): InputError {
  return new InputError(`Shard \`${shard?.id}\` was made without --profile.`, {
    help: 'Make all shards with `eventlint audit --partial --profile`, so that the profile is of all of them.',
  });
}
