import { git } from './run.ts';

/** Whether git ignores all that it does not track in a folder. Both paths are absolute, or the second relative to the first. */
export function isIgnored(root: string, folder: string): boolean {
  return git(root, ['check-ignore', '--quiet', '--', folder]).stdout !== undefined;
}
