/** One visit to one page: what came back decides about the page, about its host, and about pages behind it. */

import type { SkipReason } from '../schema/capture.ts';
import { issue } from '../schema/issues.ts';
import type { Portal } from '../schema/portal.ts';
import { hasRoute } from './addresses.ts';
import { type AskingHours, isWithinHours } from './asking-hours.ts';
import { type BreakerSettings, isRefusal, judgeAnswer, retryAfterMs } from './circuit-breaker.ts';
import type { PageFetcher } from './fetch.ts';
import type { Answer } from './fetch-order.ts';
import type { KnownPage, NewPage } from './frontier-page.ts';
import { deservedStatus, type PageVerdict } from './page-verdict.ts';
import type { PortalTally } from './portal-tally.ts';
import { otherWay, readPage } from './read-page.ts';
import { contradictsDivision } from './site-code.ts';
import { headerOf } from './transport.ts';
import { type OutcomeTools, VisitOutcomes } from './visit-outcomes.ts';

export interface VisitTools extends OutcomeTools {
  readonly fetcher: PageFetcher;
  readonly hostsOf: (portal: Portal) => ReadonlySet<string>;
  readonly since: number | null;
  readonly limit: number | null;
  /** For portals whose entry names none. */
  readonly hours: AskingHours | null;
  readonly breaker: BreakerSettings;
}

export class Visits {
  readonly #tools: VisitTools;
  readonly #outcomes: VisitOutcomes;

  constructor(tools: VisitTools) {
    this.#tools = tools;
    this.#outcomes = new VisitOutcomes(tools);
  }

  /**
   * Visits a leased page and settles it.
   * @returns portals whose waiting pages may have come to an end
   */
  async visit(page: KnownPage): Promise<ReadonlySet<string>> {
    const { fetcher, frontier, tallies, limit, hostsOf } = this.#tools;
    const tally = tallies.get(page.portal);
    if (tally === undefined)
      throw new RangeError(`${page.url} is of portal ${page.portal}, which is not crawled`);
    const touched = new Set([page.portal]);
    const hours = tally.portal.hours ?? this.#tools.hours;
    if (hours !== null && !isWithinHours(hours, this.#tools.now())) {
      tally.skip('outside-hours');
      frontier.postpone(page, this.#outcomes.readyAt(page));
      return touched;
    }
    if (page.role === 'document' && page.attempts === 1) {
      if (limit !== null && tally.visited >= limit) {
        tally.skip('too-many');
        frontier.postpone(page, this.#outcomes.readyAt(page));
        return touched;
      }
      tally.visited += 1;
    }
    const result = await fetcher.fetch({
      ...page,
      hosts: hostsOf(tally.portal),
      delaySeconds: tally.portal.delay_seconds,
      isScripted: this.#isScripted(page),
    });
    if (result.kind === 'answer') this.#judge(page, result, tally, touched);
    else if (result.kind === 'skip') {
      tally.skip(result.reason);
      tally.unanswered += 1;
      tally.lastTrouble = `${page.url}: ${result.detail}`;
      this.#outcomes.settle(page, 'failed', null);
    } else this.#outcomes.retryOrGiveUp(page, result, tally, touched);
    return touched;
  }

  /** Puts a page back after something that is no fault of the portal. */
  interrupt(page: KnownPage): void {
    this.#outcomes.interrupt(page);
  }

  #judge(page: KnownPage, answer: Answer, tally: PortalTally, touched: Set<string>): void {
    const { frontier, politeness, breaker, now } = this.#tools;
    const before = frontier.hosts.breaker(page.host);
    const wait = retryAfterMs(headerOf(answer.headers, 'retry-after'), Date.now());
    const status = deservedStatus(answer.status, answer.verdict);
    if (answer.verdict === 'captcha' && page.role === 'attachment') {
      // 博达 puts one before downloads only: the pages of the host are another matter.
      tally.skip('captcha');
      this.#outcomes.fail(page, tally, answer.status, describe(answer));
      return;
    }
    const { state, verdict } = judgeAnswer(before, status, wait, breaker);
    if (state.refusals !== before.refusals || state.rests !== before.rests) {
      frontier.hosts.keepBreaker(page.host, state);
    }
    if (isRefusal(status)) {
      tally.refusals += 1;
      tally.lastTrouble = `${answer.url} ${describe(answer)}`;
      if (answer.verdict === 'captcha') tally.skip('captcha');
      else if (answer.verdict !== 'page') tally.skip('challenge');
    }
    if (verdict.kind === 'pass') {
      this.#take(page, answer, tally, touched);
    } else if (verdict.kind === 'wait') {
      politeness.hold(page.host, Date.now() + verdict.waitMs);
      frontier.putBack(page, this.#outcomes.readyAt(page), 'retry');
    } else if (verdict.kind === 'refused') {
      this.#outcomes.fail(page, tally, answer.status, describe(answer));
    } else {
      this.#outcomes.leaveAlone(page, now() + verdict.restMs, describe(answer), touched);
      tally.skip('blocked-host');
      frontier.postpone(page, this.#outcomes.readyAt(page));
    }
  }

  #take(page: KnownPage, answer: Answer, tally: PortalTally, touched: Set<string>): void {
    const status = deservedStatus(answer.status, answer.verdict);
    if (status !== answer.status) tally.skip('soft-404');
    if (status >= 500) {
      const failure = { kind: 'failure', failure: 'protocol', detail: `answered ${status}` } as const;
      this.#outcomes.retryOrGiveUp(page, failure, tally, touched);
      return;
    }
    this.#outcomes.noteAnswer(page.host);
    if (status >= 200 && status < 300) this.#accept(page, answer, tally);
    else if (status === 304) {
      tally.answered += 1;
      this.#outcomes.count(page, 'unchanged', tally);
      this.#outcomes.settle(page, 'unchanged', answer);
    } else if (isGuess(page) && (status === 404 || status === 410)) {
      this.#miss(page, answer, tally, 'not-a-report');
    } else {
      const hasOther = this.#tryAnotherWay(page, tally);
      if (status === 404 || status === 410 || hasOther) {
        this.#outcomes.count(page, 'gone', tally);
        this.#outcomes.settle(page, 'gone', answer);
      } else this.#outcomes.fail(page, tally, status, `answered ${status}`);
      tally.unanswered += 1;
      tally.lastTrouble = `${answer.url} answered ${status}`;
    }
  }

  /** A list has other addresses to try; a column that is gone may have moved, and the home page knows where. */
  #tryAnotherWay(page: KnownPage, tally: PortalTally): boolean {
    if (page.role !== 'listing') return false;
    const { frontier } = this.#tools;
    const other = otherWay(page);
    if (other !== null && this.#add([other], tally).length === 0) frontier.queueAgain(other);
    if (other === null && page.depth === 0 && page.leading) {
      const { id, home } = tally.portal;
      this.#add([{ portal: id, role: 'home', url: home, depth: 0, referrer: null, link_text: null }], tally);
    }
    return other !== null;
  }

  #accept(page: KnownPage, answer: Answer, tally: PortalTally): void {
    const { fetcher, frontier, hostsOf, since } = this.#tools;
    tally.answered += 1;
    if (page.role === 'document' && isSoftGone(page, answer)) {
      this.#outcomes.count(page, 'gone', tally);
      this.#outcomes.settle(page, 'gone', answer);
      return;
    }
    const isSame = answer.digest !== null && answer.digest === page.digest;
    // An answer without records may be the same as ever while the list behind it has grown.
    const isFurther = page.role === 'listing' && !page.leading;
    const isFile = page.role === 'attachment' && page.list_state === null;
    if ((isSame && !isFurther) || answer.body === null || isFile) {
      const result = isSame ? 'unchanged' : page.digest === null ? 'new' : 'changed';
      this.#outcomes.count(page, result, tally);
      this.#outcomes.settle(page, result, answer);
      return;
    }
    const contentType = headerOf(answer.headers, 'content-type');
    const reading = readPage(
      page,
      { url: answer.url, status: answer.status, contentType, body: answer.body },
      { hosts: hostsOf(tally.portal), since },
    );
    if (isGuess(page)) {
      const isCopy = frontier.portals.holdsCopy(page.portal, answer.digest);
      if (isCopy || reading.lacksReport) {
        this.#miss(page, answer, tally, isCopy ? 'duplicate' : 'not-a-report');
        return;
      }
    }
    if (reading.isShell && !this.#isScripted(page)) {
      if (fetcher.canShow) {
        // Nothing else works: once more, in the browser.
        frontier.keepScripted(page);
        frontier.putBack(page, this.#outcomes.readyAt(page), 'interrupted');
        return;
      }
      if (page.role !== 'document') this.#lackBrowser(answer.url, page, tally);
    }
    if (reading.shellOf !== null) {
      if (fetcher.canShow) frontier.showAgain(page.portal, reading.shellOf);
      else this.#lackBrowser(reading.shellOf, page, tally);
    }
    for (const [reason, count] of reading.skipped) tally.skip(reason, count);
    if (page.role !== 'document') this.#checkIdentity(answer.url, reading.siteIdCode, tally);
    if (reading.platform !== null && tally.platform === null) {
      tally.platform = reading.platform;
      frontier.portals.keepPlatform(page.portal, reading.platform);
    }
    if (reading.becomes !== null) frontier.reclassify(page, reading.becomes);
    const brought = this.#add(reading.pages, tally);
    const isFirstVisit = page.digest === null;
    const known = new Set(reading.further);
    for (const added of this.#add(reading.further, tally)) known.delete(added);
    // Where a list has something new, everything behind it has shifted: also where the page itself is new, as in lists
    // whose pages are numbered from the last.
    for (const further of brought.length > 0 ? known : reading.replacing) frontier.queueAgain(further);
    const hasChanged = page.role === 'document' || brought.length > 0;
    const result = isFirstVisit ? 'new' : hasChanged ? 'changed' : 'unchanged';
    if (reading.becomes === null) this.#outcomes.count(page, result, tally);
    // The report is looked at as a document; as a list, only the column that the entry names stays watched.
    const isTrailing = reading.isOnlyReport && page.depth > 0;
    this.#outcomes.settle(isTrailing ? frontier.keepTrailing(page) : page, result, answer);
  }

  /** An address that followed from what a page shows, and has no report, or the same one for every year. */
  #miss(page: KnownPage, answer: Answer, tally: PortalTally, reason: SkipReason): void {
    tally.skip(reason);
    this.#outcomes.settle(page, 'gone', answer);
  }

  /** Told once: every page of a site bears its code. */
  #checkIdentity(url: string, siteIdCode: string | null, tally: PortalTally): void {
    const { id, division_code } = tally.portal;
    if (tally.isElsewhere || !contradictsDivision(siteIdCode, division_code)) return;
    tally.isElsewhere = true;
    const message = `${url} bears SiteIDCode ${siteIdCode}, its entry division ${division_code}`;
    this.#tools.issues.push(issue('crawl.site.elsewhere', message, id));
  }

  #isScripted(page: KnownPage): boolean {
    return hasRoute(page.url) || this.#tools.frontier.isScripted(page);
  }

  #lackBrowser(url: string, page: KnownPage, tally: PortalTally): void {
    if (tally.lacksBrowser) return;
    tally.lacksBrowser = true;
    const message = `${url} shows nothing until its scripts have run`;
    this.#tools.issues.push(issue('crawl.browser.missing', message, page.portal));
  }

  #add(pages: readonly NewPage[], tally: PortalTally): NewPage[] {
    const { added, refused, silent } = this.#tools.frontier.add(pages);
    tally.skip('blocked-host', refused);
    tally.skip('silent-host', silent);
    return added;
  }
}

/** Whether nobody has said that there is a report here, and none has been seen. */
const isGuess = ({ promise, digest }: KnownPage): boolean => promise === 'guess' && digest === null;

const standIns: Readonly<Record<PageVerdict, string>> = {
  page: '',
  captcha: ' with a CAPTCHA, which is never solved',
  challenge: ' with a script’s challenge',
  firewall: ' with a firewall’s notice',
  'not-found': ' with a "not found" page',
};

const describe = ({ status, verdict }: Answer): string => `answered ${status}${standIns[verdict]}`;

/** Pages taken down are often redirected to the home page. */
function isSoftGone(page: KnownPage, answer: Answer): boolean {
  const isRoot = (url: string) =>
    /^\/(index\.\w+)?$/.test(new URL(url).pathname) && new URL(url).search === '';
  return answer.isRedirected && isRoot(answer.url) && !isRoot(page.url);
}
