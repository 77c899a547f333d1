import type { Summary } from '../model/finding.ts';
import { counted } from '../model/name.ts';

/** What there was to look at. */
export function lookedAt({
  files,
  callSites,
  events,
}: Pick<Summary, 'files' | 'callSites' | 'events'>): string {
  return `${counted(files, 'file')}, ${counted(callSites, 'call site')} and ${counted(events, 'payload entry', 'payload entries')}`;
}

/** The report for people where nothing was found. */
export function nothingFound(looked: Pick<Summary, 'files' | 'callSites' | 'events'>): string {
  return `✔ No problems in ${lookedAt(looked)}.`;
}
