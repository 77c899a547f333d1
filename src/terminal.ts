import { isatty } from 'node:tty';

/** Whether standard output shows colour. FORCE_COLOR wins over NO_COLOR, as in other linters; otherwise colour is for terminals. */
export function showsColor(): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return isatty(1) && TERM !== 'dumb';
}
