/** The portal registry's entry and what a crawl of a portal ended with. */

/** One government site, as `data/portals/*.yml` describes it. */
export interface Portal {
  readonly id: string;
  readonly name: string;
  /** Six-digit GB/T 2260 code; `000000` for central bodies. */
  readonly division_code: string;
  readonly home: string;
  /** Annual-report columns; discovered from the home page when empty. */
  readonly columns: readonly string[];
  readonly platform: string | null;
  /** How many reports a healthy crawl knows of, in all. */
  readonly expects: { readonly min: number; readonly max: number } | null;
  readonly delay_seconds: number | null;
  /** Hours of the day in China in which it may be asked, from the first up to the second; absent where any will do. */
  readonly hours?: { readonly from: number; readonly to: number };
  /** Further hosts that belong to the portal. */
  readonly hosts: readonly string[];
  /** Why a host outside .gov.cn is trusted. */
  /** Id of the entry on whose site its reports stand, and with which they are crawled. */
  readonly part_of?: string;
  readonly reason: string | null;
  readonly note: string | null;
  /** File and line of the entry. */
  readonly origin: string;
}

export const portalStates = [
  'complete',
  'unchanged',
  'too_few',
  'too_many',
  'blocked',
  'unreachable',
  'interrupted',
] as const;
export type PortalState = (typeof portalStates)[number];

/** How one portal's crawl ended. Counts are of documents unless said otherwise. */
export interface PortalOutcome {
  readonly portal: string;
  readonly name: string;
  readonly division_code: string;
  readonly home: string;
  readonly platform: string | null;
  readonly state: PortalState;
  /** Documents known of after this crawl, whether fetched tonight or before. */
  readonly found: number;
  readonly expected_min: number | null;
  readonly expected_max: number | null;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly gone: number;
  readonly failed: number;
  readonly requests: number;
  readonly bytes: number;
  /** Skip reason → count. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly started_at: string;
  readonly finished_at: string;
}
