/** How a page is read by its role: home page, list, report, file. */

import type { SkipReason } from '../schema/capture.ts';
import { articleParts } from './article-parts.ts';
import {
  attachmentsOf,
  classifyLink,
  columnDirectory,
  hasReportText,
  isAnnualReportColumn,
  isReportPage,
  isSubsite,
  type LinkKind,
  reportYear,
  viewedFile,
} from './discover.ts';
import type { KnownPage, NewPage } from './frontier-page.ts';
import type { Anchor } from './page-links.ts';
import { listPage, type PageReading, type ReadingLimits } from './page-reading.ts';
import { looksScripted } from './page-verdict.ts';
import { isDataAnswer } from './platforms/data-answer.ts';
import { feedItems } from './platforms/data-lists.ts';
import { withGenericWays } from './platforms/generic-list.ts';
import { platformOf } from './platforms/index.ts';
import { annualReportsBeside } from './platforms/jpage-disclosure.ts';
import { type ListItem, type ListPage, type ListState, markOf } from './platforms/platform.ts';

/** Levels below a column (year, kind of body, body), and steps from the home page to a column. */
const deepestColumn = 4;
const deepestStep = 3;
/** A list of bodies that hides behind a report-like link has at least this many. */
const fewestItems = 3;
const onwardWords = /^(下一页|下页|后一页|加载更多|查看更多|点击加载更多|更多|next|load more|>|›|»|2)$/i;
/** Sub-sites of one portal, and sitemaps of one index. */
const mostSubsites = 80;
const mostSitemaps = 5;
/** Pages of one article. */
const mostParts = 30;
/** Further pages of one list: beyond this many it is no column of annual reports. */
const mostListPages = 200;

/** Reads one page, once, into what it adds to the frontier. */
export class PageReader {
  readonly #page: KnownPage;
  readonly #view: ListPage;
  readonly #limits: ReadingLimits;
  readonly #pages: NewPage[] = [];
  readonly #further: NewPage[] = [];
  readonly #replacing: NewPage[] = [];
  readonly #skipped = new Map<SkipReason, number>();
  #platform: string | null = null;
  #becomes: PageReading['becomes'] = null;
  /** Set for a home page that leads nowhere: only a sitemap is left to try. */
  #isLost = false;
  /** Set for a list page that is kept as a document too. */
  #isReport = false;

  constructor(page: KnownPage, view: ListPage, limits: ReadingLimits) {
    this.#page = page;
    this.#view = view;
    this.#limits = limits;
  }

  read(): PageReading {
    const { role, depth } = this.#page;
    const { onward } = this.#view.links;
    if (onward !== null && depth < deepestColumn) this.#follow(onward);
    if (role === 'home') this.#home();
    if (role === 'listing') this.#listing();
    if (role === 'document') this.#document();
    if (role === 'attachment') this.#part();
    return this.#reading();
  }

  #reading(): PageReading {
    const { text } = this.#view;
    const isBare =
      (this.#pages.length === 0 || this.#isLost) && this.#further.length === 0 && this.#view.state === null;
    const hasReport = this.#page.role === 'document' && hasReportText(this.#view.links.text);
    // A list that goes on in a way that only a browser finds.
    const isCut =
      this.#page.role === 'listing' &&
      this.#view.state === null &&
      this.#further.length === 0 &&
      this.#view.links.unresolved.some(title => onwardWords.test(title));
    return {
      isShell:
        isCut ||
        (isBare &&
          this.#page.role !== 'attachment' &&
          !hasReport &&
          looksScripted(text, this.#view.links, this.#page.role === 'document')),
      pages: this.#pages,
      further: this.#further,
      replacing: this.#replacing,
      skipped: this.#skipped,
      platform: this.#platform,
      becomes: this.#becomes,
      isOnlyReport: this.#isReport && this.#pages.length === 1 && this.#further.length === 0,
      lacksReport: this.#page.role === 'document' && isBare && !hasReport,
      siteIdCode: this.#view.links.metas.get('siteidcode') ?? null,
      shellOf: this.#shellOf(),
    };
  }

  #shellOf(): string | null {
    const { state } = this.#view;
    const isFirstData = state?.memo['way'] === 'data' && state.page === 2;
    const isBarren = this.#pages.length === 0 && this.#further.length === 0;
    return isFirstData && isBarren ? String(state.memo['column']) : null;
  }

  /** A page that only sends its reader on. */
  #follow(url: string): void {
    const { role, promise, link_text } = this.#page;
    // What only sends its reader on is no report.
    if (role === 'document' && !hasReportText(this.#view.links.text)) this.#becomes = 'attachment';
    this.#take({ url, title: link_text ?? '', date: null }, role, { promise, depth: this.#depthBehind() });
  }

  #home(): void {
    const { links, url } = this.#view;
    if (isAnnualReportColumn(links)) {
      this.#listing();
      return;
    }
    const columns: Anchor[] = [];
    const steps: Anchor[] = [];
    // Outside an annual-report column, a year alone may be that of anything.
    const named = platformOf(this.#view).columns?.(this.#view) ?? [];
    columns.push(...named.filter(({ title }) => /年报|年度报告/.test(title)));
    for (const anchor of links.anchors) {
      const kind = classifyLink(anchor, { inColumn: false, page: url });
      if (kind.kind === 'column') columns.push(anchor);
      if (kind.kind === 'step') steps.push(anchor);
      if (kind.kind === 'report') this.#item(anchor, kind);
    }
    // Depth is counted from the column on.
    for (const column of columns) this.#take(column, 'listing', { depth: 0 });
    this.#subsites();
    this.#sitemap();
    // One on a host that is not the portal's is none.
    if (this.#pages.some(({ role }) => role === 'listing')) return;
    if (links.anchors.length < 3) this.#frames();
    for (const step of steps) {
      if (this.#page.depth >= deepestStep) this.#skip('too-deep');
      else this.#take(step, 'home');
    }
    this.#isLost = this.#page.depth === 0 && this.#page.referrer === null && this.#pages.length === 0;
    if (this.#isLost) this.#take({ url: new URL('/sitemap.xml', url).href, title: '', date: null }, 'home');
  }

  /** What the address of a portal itself sends on to, or is a frame around, is its home page as much as that is. */
  #depthBehind(): number {
    const { depth, referrer } = this.#page;
    return depth === 0 && referrer === null ? 0 : depth + 1;
  }

  #subsites(): void {
    const { links, url } = this.#view;
    if (this.#page.depth > 0) return;
    const subsites = links.anchors.filter(anchor => isSubsite(anchor, url)).slice(0, mostSubsites);
    for (const subsite of subsites) this.#take(subsite, 'home');
  }

  /** Framesets of old portals: the menu is in a frame. */
  #frames(): void {
    if (this.#page.depth >= deepestStep) return;
    const { frames, title } = this.#view.links;
    const depth = this.#depthBehind();
    for (const frame of frames) this.#take({ url: frame, title, date: null }, 'home', { depth });
  }

  /** A list of addresses without titles: columns and reports are known by their directories. */
  #sitemap(): void {
    const { text, url } = this.#view;
    const named = feedItems(text, url);
    if (named.length === 0) return;
    if (/<sitemapindex\b/i.test(text)) {
      for (const item of named.slice(0, mostSitemaps)) this.#take(item, 'home');
      return;
    }
    const columns = new Set<string>();
    for (const item of named) {
      const directory = columnDirectory.exec(item.url);
      if (directory === null) continue;
      columns.add(item.url.slice(0, directory.index + directory[0].length));
    }
    for (const column of columns) this.#take({ url: column, title: '', date: null }, 'listing', { depth: 0 });
  }

  #listing(): void {
    const view = this.#view;
    const platform = platformOf(view);
    this.#platform = platform.id;
    const list = withGenericWays(view, platform.links(view));
    const isFirst = view.state === null;
    const anchors = new Map<string, ListItem>(view.links.anchors.map(anchor => [anchor.url, anchor]));
    for (const item of list.items) anchors.set(item.url, { ...item });
    if (isFirst) {
      for (const column of platform.columns?.(view) ?? []) {
        this.#subColumn(column);
        anchors.delete(column.url);
      }
    }
    const records = new Set(list.items === view.links.anchors ? [] : list.items.map(({ url }) => url));
    for (const anchor of anchors.values()) {
      const kind = classifyLink(anchor, { inColumn: true, page: view.url });
      if (kind.kind === 'report' || kind.kind === 'uncertain') this.#item(anchor, kind);
      else if (kind.kind === 'column') this.#subColumn(anchor);
      else if (records.has(anchor.url) || isCandidate(anchor)) this.#skip('not-a-report');
    }
    // 常州, 淮安: the column is a shell around a frame of the same host.
    if (isFirst && !this.#pages.some(({ role }) => role === 'document')) {
      for (const frame of view.links.frames)
        this.#subColumn({ url: frame, title: view.links.title, date: null });
    }
    // 陕西: the column page is itself the report.
    const isReport =
      isFirst && hasReportText(view.links.text) && !this.#pages.some(({ promise }) => promise === 'report');
    if (isReport || (isFirst && isReportPage(view.links, view.url))) {
      this.#isReport = true;
      this.#pages.push({ ...this.#base(view.url), role: 'document', link_text: null, promise: 'report' });
    }
    if (isFirst) this.#unlinkedReports();
    if (list.isEndless) this.#skip('endless-list');
    for (const request of list.next) {
      if (request.state.page > mostListPages) this.#skip('too-many');
      else if (this.#belongs(request.url)) {
        const further = listPage(this.#page, request);
        this.#further.push(further);
        if (request.replaces) this.#replacing.push(further);
      }
    }
  }

  #document(): void {
    const { links, url, text } = this.#view;
    const attachments = attachmentsOf(links, url, this.#page.link_text);
    for (const attachment of attachments) this.#take(attachment, 'attachment');
    this.#part();
    if (hasReportText(links.text) || attachments.length > 0) this.#unlinkedReports();
    if (hasReportText(links.text)) return;
    // The text may stand in a frame of its own.
    for (const frame of links.frames) {
      if (viewedFile(frame) === null && !attachments.some(attachment => attachment.url === frame))
        this.#take({ url: frame, title: links.title, date: null }, 'attachment');
    }
    // A report-like link can lead to a list of bodies.
    const reports = links.anchors.filter(anchor => {
      const kind = classifyLink(anchor, { inColumn: false, page: url });
      return kind.kind === 'report' && anchor.url !== url;
    });
    const isList = reports.length >= fewestItems || (reports.length > 0 && isAnnualReportColumn(links));
    if (!isList || this.#page.depth >= deepestColumn || isDataAnswer(text)) return;
    this.#becomes = 'listing';
    this.#listing();
  }

  /** Further pages of an article that goes on. */
  #part(): void {
    const { links, url, text } = this.#view;
    const seen = this.#page.list_state === null ? [] : (JSON.parse(this.#page.list_state) as ListState).seen;
    for (const part of articleParts(text, links, url)) {
      const state: ListState = {
        platform: 'article',
        page: seen.length + 2,
        seen: [...seen, markOf(url)],
        memo: {},
      };
      if (seen.length >= mostParts || seen.includes(markOf(part))) continue;
      this.#take({ url: part, title: links.title, date: null }, 'attachment', {
        list_state: JSON.stringify(state),
      });
    }
  }

  /** Reports whose addresses follow from what the page shows; those that do not exist count as no reports. */
  #unlinkedReports(): void {
    const { since } = this.#limits;
    for (const report of annualReportsBeside(this.#view)) {
      const year = reportYear('', report.url);
      if (since !== null && year !== null && year < since) continue;
      // Not a step further: they stand beside the page.
      this.#take(report, 'document', { promise: 'guess', depth: this.#page.depth });
    }
  }

  #item(anchor: ListItem, kind: Extract<LinkKind, { kind: 'report' | 'uncertain' }>): void {
    const { since } = this.#limits;
    const year = kind.year ?? reportYear(anchor.title, anchor.url);
    // Without a year in the title, the date of publication bounds it: a report is of the year before, or older.
    const latest = year ?? (anchor.date === null ? null : Number(anchor.date.slice(0, 4)) - 1);
    if (since !== null && latest !== null && latest < since) this.#skip('before-since');
    else {
      this.#take(anchor, 'document', { promise: kind.kind });
      const more = { depth: this.#page.depth + 2, referrer: anchor.url };
      for (const file of anchor.files ?? []) this.#take({ ...file, date: null }, 'attachment', more);
    }
  }

  #subColumn(anchor: Anchor): void {
    if (this.#page.depth >= deepestColumn) this.#skip('too-deep');
    else this.#take(anchor, 'listing');
  }

  #take(anchor: Anchor, role: NewPage['role'], more: Partial<NewPage> = {}): void {
    if (/\.(mp4|avi|wmv|flv|mp3|exe|apk|iso)$/i.test(new URL(anchor.url).pathname)) this.#skip('media-type');
    else if (this.#belongs(anchor.url) && anchor.url !== this.#view.url) {
      this.#pages.push({ ...this.#base(anchor.url), role, link_text: anchor.title, ...more });
    }
  }

  #belongs(url: string): boolean {
    if (this.#limits.hosts.has(new URL(url).host)) return true;
    this.#skip('foreign-host');
    return false;
  }

  #base(url: string): Omit<NewPage, 'role' | 'link_text'> {
    return { portal: this.#page.portal, url, depth: this.#page.depth + 1, referrer: this.#view.url };
  }

  #skip(reason: SkipReason): void {
    this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
  }
}

/** A link that someone looking for reports might have expected to be taken; menus and footers are not. */
function isCandidate(anchor: Anchor): boolean {
  return anchor.date !== null || /报告|年报|报表|解读/.test(anchor.title);
}
