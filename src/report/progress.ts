import type { Progress } from '../model/progress.ts';
import { columnsOf, printableLine } from './printable.ts';

/** So many columns a bar takes at most, and at least. */
const [longestBar, shortestBar] = [30, 10];

/** One line of at most so many columns that says what a run is at: the most important part of it where not all fits. */
export function progressLine({ doing, read }: Progress, columns: number): string {
  const what = printableLine(doing);
  if (!read) return cut(what, columns);
  const { bytes, of, events, seconds } = read;
  const share = of !== undefined && of > 0 ? Math.min(bytes / of, 1) : undefined;
  const size = share === undefined ? sizeOf(bytes) : `${sizeOf(bytes, of)} of ${sizeOf(of as number)}`;
  const count = `${grouped(events)} events`;
  const rate = seconds > 0 ? [`${grouped(significant(events / seconds))}/s`] : [];
  const percent = share === undefined ? [] : [`${Math.floor(share * 100)} %`];
  const left = share === undefined || bytes === 0 ? [] : [`${clock((seconds / share) * (1 - share))} left`];
  const choices = [
    [...percent, size, count, ...rate, ...left],
    [...percent, size, count, ...left],
    [...percent, count, ...left],
    [...percent, ...left],
  ].map((parts) => parts.join('  '));
  // The bar of what is known gives way before a number does.
  for (const details of choices) {
    const room = columns - columnsOf(details) - 2;
    const bar = share === undefined ? 0 : Math.min(longestBar, room - columnsOf(what) - 2);
    if (bar >= shortestBar) return `${what}  ${barOf(share as number, bar)}  ${details}`;
    if (room >= columnsOf(what)) return `${what}  ${details}`;
  }
  return cut(choices.at(-1) || what, columns);
}

function barOf(share: number, columns: number): string {
  const full = Math.floor(share * columns);
  return '█'.repeat(full) + '░'.repeat(columns - full);
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in the unit of `like`, which stands beside it where that is given: `1.2` of `2.9 GB`. */
function sizeOf(bytes: number, like?: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(like ?? bytes, 1)) / 3));
  const number = (bytes / 1000 ** power).toFixed(power < 3 ? 0 : 1);
  return like === undefined ? `${number} ${units[power]}` : number;
}

function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** A number of two digits that count. */
function significant(number: number): number {
  return Number(number.toPrecision(2));
}

/** Minutes and seconds, with hours where there are any. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function cut(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let kept = [...text].slice(0, Math.max(columns - 1, 0));
  while (columnsOf(kept.join('')) > columns - 1 && kept.length > 0) kept = kept.slice(0, -1);
  return columns > 0 ? `${kept.join('')}…` : '';
}
