// Compares numbers with bounds.
import { isDigit } from './text';

/** Whether a number is outside its bounds, or so near to one that more exact arithmetic has to tell. */
export function isOutside(p: usize, end: usize, below: f64, above: f64): bool {
  const isNegative = load<u8>(p) == 0x2d;
  if (isNegative) p++;
  let value: f64 = 0;
  while (p < end && isDigit(load<u8>(p))) value = value * 10 + <f64>(load<u8>(p++) - 0x30);
  let margin: f64 = 0;
  if (p < end) {
    if (load<u8>(p) != 0x2e) return true;
    let unit: f64 = 1;
    for (p++; p < end; p++) {
      // An exponent is left to others.
      if (!isDigit(load<u8>(p))) return true;
      unit /= 10;
      value += unit * <f64>(load<u8>(p) - 0x30);
    }
    margin = value * 1e-9 + 1e-12;
  }
  if (isNegative) value = -value;
  return value - margin < below || value + margin > above;
}
