/**
 * Types of the global function that https://HOST/footfall.js defines. Copy this file into your
 * project, or reference it:
 *
 *   /// <reference path="footfall.d.ts" />
 */

/** A JSON value. Undefined members are omitted. */
type FootfallValue =
  | string
  | number
  | boolean
  | null
  | readonly FootfallValue[]
  | { readonly [key: string]: FootfallValue | undefined };

interface Footfall {
  /**
   * Records an event with the current time. Never throws and never blocks.
   *
   * @param eventType 1 to 64 characters of a-z A-Z 0-9 _ . : -
   * @param metadata at most 32 KiB as JSON
   * @param campaign the only campaign to record it for; by default all campaigns of the page
   */
  (
    eventType: string,
    metadata?: { readonly [key: string]: FootfallValue | undefined },
    campaign?: string,
  ): void;

  /** Records this view for a further campaign, and from now on every event. */
  add?(campaign: string): void;

  /** Calls made before the script has loaded. Afterwards only `push` can be used. */
  q?: unknown[];

  // Options, set before the script loads. Its attributes (data-campaign and so on) come first.

  /** The campaign's id, or several with commas or blanks between them. */
  campaign?: string;
  /** Where events go, relative to the script's address. */
  endpoint?: string;
  /** The only host names to track, with commas or blanks between them. */
  domains?: string;
  /** A new #fragment is a view too. */
  hash?: true;
  /** Returns an event as it may be kept and sent, or nothing to drop it. */
  beforeSend?(event: FootfallEvent): FootfallEvent | null | undefined | false | void;
}

/** An event as it will be sent. */
interface FootfallEvent {
  id: string;
  session_id: string;
  campaign_id: string;
  event_type: string;
  /** Milliseconds since 1970 by the visitor's clock. */
  event_time: number;
  metadata: { [key: string]: FootfallValue | undefined };
}

declare var footfall: Footfall;
