import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { PayloadState, Run } from '../lint/run.ts';
import { decodeState, type Encoded, encodeState } from '../lint/state.ts';
import { InputError } from '../model/input-error.ts';
import type { Profiler, ProfileState } from '../model/profile/profiler.ts';
import type { SourceText } from '../model/text.ts';
import type { Project } from './project.ts';

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

/** What one process hands to another: what it has seen of some shards. */
export interface ShardState extends Encoded {
  readonly eventlint: string;
  /** Tells rules, registry and settings apart: only states of the same can be joined. */
  readonly settings: string;
  readonly shards: readonly Shard[];
  /** Statistics of them, where they were asked for. */
  readonly profile?: Encoded['value'];
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

/** The state of a run over shards, as data for JSON. */
export function shardState(
  { run, profiler }: Gathered,
  shards: readonly Shard[],
  settings: string,
  version: string,
): ShardState {
  const profile = profiler && { profile: encodeState(profiler.state()).value };
  return { eventlint: version, settings, shards, ...encodeState(run.payloadState()), ...profile };
}

/**
 * Joins states in a run, and in a profiler where there is one. Lines are counted on over the parts of each file where `isAll`
 * says that all parts are there. Throws {@link InputError} when a shard comes twice, states are not of the same settings, or
 * one lacks the statistics that others have or a profiler asks for.
 */
export function joinStates(
  { run, profiler }: Gathered,
  states: readonly ShardState[],
  settings: string,
  isAll: boolean,
): Shard[] {
  const shards = states.flatMap((state) => state.shards);
  for (const [index, { id, file, part }] of shards.entries()) {
    const twin = shards.findIndex((other) => other.id === id || (other.file === file && other.part === part));
    if (twin < index)
      throw new InputError(
        `Shard \`${id}\` comes twice${shards[twin]?.id === id ? '' : ` (as \`${shards[twin]?.id}\`): both are part ${part} of ${file}`}.`,
        { help: 'Hand over each shard once, so that nothing is counted twice.' },
      );
  }
  const before = isAll ? linesBefore(shards) : new Map<string, number>();
  for (const state of states) {
    requireSettings(state.shards[0], state.settings, settings);
    const placed = (text: SourceText) => {
      const lines = before.get(partKey(text));
      return lines === undefined ? text : { ...text, firstLine: text.firstLine + lines };
    };
    run.mergePayloads(decodeState(state, placed) as PayloadState);
    if (!profiler) continue;
    if (state.profile === undefined)
      throw new InputError(`Shard \`${state.shards[0]?.id}\` was made without --profile.`, {
        help: 'Make all shards with `eventlint audit --partial --profile`, so that the profile is of all of them.',
      });
    const profile = { files: [], texts: [], value: state.profile };
    profiler.merge(decodeState(profile, (text) => text) as ProfileState);
  }
  return shards;
}

/** Throws {@link InputError} when a shard was made with other settings than it is joined with. */
export function requireSettings(shard: Shard | undefined, made: string, settings: string): void {
  if (made === settings) return;
  throw new InputError(`Shard \`${shard?.id}\` was made with other settings.`, {
    help: 'Use the same eventlint, registry, lock and configuration for all shards and for joining them.',
  });
}

/** How many lines stand before each part of its file. */
function linesBefore(shards: readonly Shard[]): Map<string, number> {
  const before = new Map<string, number>();
  const lines = new Map<string, number>();
  for (const shard of [...shards].sort((a, b) => a.part - b.part)) {
    const sum = lines.get(shard.file) ?? 0;
    before.set(partKey(shard), sum);
    lines.set(shard.file, sum + shard.lines);
  }
  return before;
}

function partKey({ file, part = 0 }: Pick<SourceText, 'file' | 'part'>): string {
  return `${part} ${file}`;
}
