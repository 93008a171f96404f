/** robots.txt as RFC 9309 has it: what an origin allows, and how fast. */

import robotsParserModule from 'robots-parser';

/** The package is CommonJS with the types of an ES module. */
const robotsParser = robotsParserModule as unknown as typeof robotsParserModule.default;

/** The product token that robots.txt files may address us by. */
export const robotsAgent = 'Nianbao';

/** RFC 9309 §2.5: at least this much is parsed, and this much is enough. */
const longestRobots = 512 * 1024;

/** What came of asking for robots.txt, as it is cached. */
export interface RobotsRecord {
  readonly origin: string;
  /** `rules`: 2xx; `none`: 4xx, everything allowed; `unreachable`: 5xx or no answer, nothing allowed for now. */
  readonly kind: 'rules' | 'none' | 'unreachable';
  readonly text: string;
}

export interface RobotsRules {
  readonly kind: RobotsRecord['kind'];
  readonly crawlDelaySeconds: number | null;
  allows(url: string): boolean;
}

export function readRobots(record: RobotsRecord): RobotsRules {
  if (record.kind !== 'rules') {
    return { kind: record.kind, crawlDelaySeconds: null, allows: () => record.kind === 'none' };
  }
  const robots = robotsParser(`${record.origin}/robots.txt`, record.text.slice(0, longestRobots));
  const delay = robots.getCrawlDelay(robotsAgent);
  return {
    kind: 'rules',
    crawlDelaySeconds: typeof delay === 'number' && Number.isFinite(delay) ? delay : null,
    // Undefined means "another origin", which cannot happen here, or "no rule", which allows.
    allows: url => robots.isAllowed(url, robotsAgent) !== false,
  };
}

/** Kind of record that a final answer to the request for robots.txt makes (RFC 9309 §2.3.1). */
export function robotsKind(status: number | null): RobotsRecord['kind'] {
  if (status === null || status >= 500) return 'unreachable';
  return status >= 200 && status < 300 ? 'rules' : 'none';
}
