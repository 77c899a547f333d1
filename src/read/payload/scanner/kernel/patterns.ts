// The automata of patterns: of each state, by the byte that is read, the state that follows. load.ts says how they are made.
import { AUTOMATA, AUTOMATA_END, SCRATCH, SCRATCH_BYTES } from './memory';

/** State 0 takes nothing any more. A state's row has the states behind each of the 128 bytes of ASCII, then whether it takes the end. */
const ROW: usize = 129;

let end: usize = AUTOMATA;

/** Takes over the automaton of so many states that was written to `scratch`: its id, 0 when there is no room. */
export function addAutomaton(states: u32): u32 {
  const bytes = <usize>states * ROW;
  if (bytes > SCRATCH_BYTES || end + bytes > AUTOMATA_END) return 0;
  memory.copy(end, SCRATCH, bytes);
  const id = end - AUTOMATA + 1;
  end += bytes;
  return <u32>id;
}

/** Whether an automaton takes some bytes; it takes none that are not ASCII. */
export function matches(id: u32, p: usize, length: i32): bool {
  const rows = AUTOMATA + id - 1;
  const last = p + length;
  let state: usize = 1;
  while (p < last && state != 0) {
    const c = load<u8>(p++);
    state = c < 128 ? load<u8>(rows + state * ROW + c) : 0;
  }
  return load<u8>(rows + state * ROW, 128) != 0;
}
