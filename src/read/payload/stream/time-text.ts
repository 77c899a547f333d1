/** The text of an event time that the kernel has written: 20260327040818 → `2026-03-27 04:08:18`, as one text: one of many parts takes several times the memory. */
export function timeText(time: number): string {
  let rest = time;
  for (const at of digitsOfTime) {
    const left = Math.floor(rest / 10);
    writtenTime[at] = 48 + rest - 10 * left;
    rest = left;
  }
  return writtenTime.toString('latin1');
}

const writtenTime = Buffer.from('yyyy-MM-dd HH:mm:ss');
/** Where its digits stand, the last one first. */
const digitsOfTime = [18, 17, 15, 14, 12, 11, 9, 8, 6, 5, 3, 2, 1, 0];
