import { isEventTime } from '../../../model/attribute-type.ts';
import type { Api } from '../../../model/pack.ts';
import type { Observed } from '../../../model/profile/profiler.ts';
import type { Session } from '../body.ts';
import { attributeUses, type Fields, own } from '../entry.ts';
import type { EntrySkim } from './skim.ts';
import type { Window } from './window.ts';

/** What decides of each entry whether it has to be read. */
export interface Skimming extends Pick<EntrySkim, 'learn' | 'counted' | 'api'> {
  /** As {@link EntrySkim.skim}; `from` and `to` are where the entry stands in the window. */
  skim(...entry: [...Parameters<EntrySkim['skim']>, from: number, to: number]): boolean;
}

/** Hands over also what is only counted, for whoever has to see each entry: such entries are parsed, and no more. */
export class WatchedSkim implements Skimming {
  readonly #skim: EntrySkim;
  readonly #window: Window;
  readonly #session: Session;
  readonly #observe: (entry: Observed) => void;

  constructor(skim: EntrySkim, window: Window, session: Session, observe: (entry: Observed) => void) {
    this.#skim = skim;
    this.#window = window;
    this.#session = session;
    this.#observe = observe;
  }

  get counted(): number {
    return this.#skim.counted;
  }

  get api(): Api | undefined {
    return this.#skim.api;
  }

  skim(...[root, extent, from, to]: Parameters<Skimming['skim']>): boolean {
    if (!this.#skim.skim(root, extent)) return false;
    const { pack, file } = this.#session;
    const { event, attributes, time } = pack.payload;
    const fields = JSON.parse(this.#window.text(from, to)) as Fields;
    const [name, timed] = [own(fields, event), own(fields, time)];
    this.#observe({
      order: { file, time: typeof timed === 'string' && isEventTime(timed) ? timed : undefined },
      use: {
        names: typeof name === 'string' ? [name] : [],
        attributes: attributeUses(own(fields, attributes)),
      },
      api: this.api,
    });
    return true;
  }

  learn(...entry: Parameters<EntrySkim['learn']>): void {
    this.#skim.learn(...entry);
  }
}
