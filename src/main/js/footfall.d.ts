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
   */
  (eventType: string, metadata?: { readonly [key: string]: FootfallValue | undefined }): void;

  /** Calls made before the script has loaded. Afterwards only `push` can be used. */
  q?: unknown[];
}

declare var footfall: Footfall;
