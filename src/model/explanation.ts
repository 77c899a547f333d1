import type { SeenType } from './attribute-type.ts';
import type { ViaStep } from './event-use.ts';
import type { Place } from './text.ts';

/** One expression that was looked at, what it was found to be, and what that was found from. */
export interface Step {
  readonly place: Place;
  /** What it can be, in words: `'order_placed'`, `number`, "unknown: the parameter `name`". */
  readonly outcome: string;
  readonly steps: readonly Step[];
}

/** How what a call sends was resolved. */
export interface SiteExplanation {
  readonly kind: 'site';
  readonly place: Place;
  readonly sink: string;
  readonly via: readonly ViaStep[];
  readonly names: readonly string[];
  /** Why the name is not fully known. */
  readonly unknownName: string | undefined;
  readonly event: readonly Step[];
  readonly attributes: readonly {
    readonly name: string;
    readonly types: readonly SeenType[];
    readonly optional: boolean;
    readonly steps: readonly Step[];
  }[];
  /** Why there may be more attributes. */
  readonly open: string | undefined;
}

/** Why a call is no tracking call. */
export interface OtherCall {
  readonly kind: 'other';
  readonly place: Place;
  readonly why: string;
}

/** How a line's calls were understood. */
export type Explanation = SiteExplanation | OtherCall;
