/** One archived response, in the words of WARC. Written by `crawlers/` and `import`, kept by `data/archive`. */

/** What a page is to the crawl. Only documents are read by extraction. */
export const captureRoles = ['robots', 'home', 'listing', 'document', 'attachment'] as const;
export type CaptureRole = (typeof captureRoles)[number];

export interface Capture {
  /** WARC-Record-ID without `urn:uuid:`. */
  readonly id: string;
  readonly url: string;
  /** ISO 8601 in UTC: when the response was received. */
  readonly captured_at: string;
  /** HTTP status; 200 for an imported file. */
  readonly status: number;
  /** Content-Type header as received, or null. */
  readonly content_type: string | null;
  /** `sha256:` + hex of the payload as received (content encoding kept, transfer encoding undone). */
  readonly payload_digest: string;
  /** Length of that payload in bytes. */
  readonly payload_length: number;
  /** `revisit`: the same payload is already archived. */
  readonly record_type: 'response' | 'revisit' | 'resource';
  readonly portal: string | null;
  readonly role: CaptureRole;
  /** Address of the page whose link led here, or null. */
  readonly referrer: string | null;
  /** Text of that link, a hint for a person, or null. */
  readonly link_text: string | null;
  /** Where the bytes are: file name within the archive, offset and length of the gzip member. */
  readonly warc_file: string;
  readonly warc_offset: number;
  readonly warc_length: number;
}

/** Why a link or page was not taken. Every skip is counted under one of these. */
export const skipReasons = {
  'foreign-host': 'The host is neither the portal’s nor listed in its entry.',
  'private-address': 'The address is loopback, private, link-local or reserved.',
  robots: 'robots.txt forbids it.',
  'not-a-report': 'Title and address do not speak of an annual report.',
  'other-column': 'The page list belongs to another column.',
  'media-type': 'The media type is of no use.',
  'too-large': 'The body exceeds the limit.',
  'too-deep': 'Further from the column than the limit.',
  'too-many': 'The portal’s limit of pages was reached.',
  'endless-list': 'A further page of the list brought nothing new.',
  duplicate: 'The same page under another address.',
  'before-since': 'Older than --since.',
  'blocked-host': 'The host refuses or challenges us; it is left alone for a while.',
  captcha: 'A CAPTCHA stands before it; none is ever solved.',
  challenge: 'A script’s challenge or a firewall’s notice came instead of the page.',
  'soft-404': 'The page says that it does not exist, under a status that says otherwise.',
  'silent-host': 'The host did not answer several times over; its pages wait for a later run.',
  'outside-hours': 'The portal is asked in certain hours only, and it was none of them.',
  'not-due': 'Looked at lately; not due yet.',
  scheme: 'Neither http nor https.',
} as const satisfies Record<string, string>;
export type SkipReason = keyof typeof skipReasons;

/** One HTTP exchange as it went over the wire: what `crawlers/` hands to the archive. */
export interface Exchange {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Header names and values in order, as sent. */
  readonly request_headers: readonly (readonly [string, string])[];
  readonly request_body: Uint8Array | null;
  readonly status: number;
  readonly status_text: string;
  /** Header names and values in order, as received. */
  readonly response_headers: readonly (readonly [string, string])[];
  /** Body as received: content encoding kept, transfer encoding undone. Empty for 304. */
  readonly body: Uint8Array;
  readonly captured_at: string;
  readonly portal: string | null;
  readonly role: CaptureRole;
  readonly referrer: string | null;
  readonly link_text: string | null;
}
