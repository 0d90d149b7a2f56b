/**
 * What https://HOST/footfall.js puts into a page. Copy this file into your project, or refer to it:
 *
 *   /// <reference path="footfall.d.ts" />
 */

/** What JSON can hold. Members that are undefined are left out. */
type FootfallValue =
  | string
  | number
  | boolean
  | null
  | readonly FootfallValue[]
  | { readonly [key: string]: FootfallValue | undefined };

interface Footfall {
  /**
   * Records that something happened now. Never throws, never waits.
   *
   * @param eventType 1 to 64 characters of a-z A-Z 0-9 _ . : -
   * @param metadata an object of at most 32 KiB as JSON
   */
  (eventType: string, metadata?: { readonly [key: string]: FootfallValue | undefined }): void;

  /** Where calls wait for the script; also afterwards, only good for pushing to. */
  q?: unknown[];
}

declare var footfall: Footfall;
