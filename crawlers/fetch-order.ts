/** What may be asked of a portal's host, and what may come of it. */

import type { Capture, CaptureRole, SkipReason } from '../schema/capture.ts';
import type { PageVerdict } from './page-verdict.ts';
import type { WireFailureKind } from './transport.ts';

/** What is asked for, and for whom. */
export interface FetchOrder {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | null;
  /** Headers beyond the usual ones. */
  readonly headers: readonly (readonly [string, string])[];
  readonly portal: string;
  readonly role: CaptureRole;
  readonly referrer: string | null;
  readonly link_text: string | null;
  /** Validators of the last answer, if the archive still holds it. */
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** Hosts (with port) that redirects may lead to. */
  readonly hosts: ReadonlySet<string>;
  readonly delaySeconds: number | null;
  /** Known to say nothing until its scripts have run: it is opened in the browser, where there is one. */
  readonly isScripted?: boolean;
}

export interface Answer {
  readonly kind: 'answer';
  /** After redirects. */
  readonly url: string;
  readonly isRedirected: boolean;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly capture: Capture;
  /** Content encoding undone; null when that fails. */
  readonly body: Uint8Array | null;
  /** `sha256:` + hex of that body. */
  readonly digest: string | null;
  /** What came in place of the page, if anything did. */
  readonly verdict: PageVerdict;
}

export type FetchResult =
  | Answer
  | { readonly kind: 'skip'; readonly reason: SkipReason; readonly detail: string }
  | { readonly kind: 'failure'; readonly failure: WireFailureKind | 'robots'; readonly detail: string };
