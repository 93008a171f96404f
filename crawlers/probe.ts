/** What a site is, found out by looking at its home page and its lists: platform, columns, and an entry for the registry. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, isScalar } from 'yaml';
import { Archive } from '../data/archive/index.ts';
import type { Capture } from '../schema/capture.ts';
import type { Division } from '../schema/extraction.ts';
import type { Issue } from '../schema/issues.ts';
import type { Portal, PortalState } from '../schema/portal.ts';
import { type CrawlOptions, crawl } from './crawl.ts';
import { decodePage } from './decode-page.ts';
import { isAnnualReportColumn } from './discover.ts';
import { Frontier } from './frontier.ts';
import { type PageLinks, readPageLinks } from './page-links.ts';
import { codeOfSite, isCentral } from './site-code.ts';

export interface ProbedColumn {
  readonly url: string;
  /** Text of the link that led to it, or its own title. */
  readonly title: string;
}

/** An entry as `data/portals/*.yml` has it; only what is known. */
export interface ProposedEntry {
  readonly id: string;
  readonly name: string;
  readonly division_code: string;
  readonly home: string;
  readonly columns?: readonly string[];
  readonly platform?: string;
}

export type ProbeState = 'column_found' | 'no_column' | 'blocked' | 'unreachable' | 'interrupted';

export interface Probe {
  readonly url: string;
  readonly state: ProbeState;
  readonly platform: string | null;
  readonly columns: readonly ProbedColumn[];
  /** Reports that the lists name. None was fetched. */
  readonly reports: number;
  /** `SiteName` and `SiteIDCode` as the page gives them. */
  readonly site_name: string | null;
  readonly site_id_code: string | null;
  /** By the SiteIDCode, else by the name where only one division bears it; null when neither tells. */
  readonly division_code: string | null;
  /** Skip reason → count. */
  readonly skipped: Readonly<Record<string, number>>;
  readonly issues: readonly Issue[];
  /** Null where the site did not answer. Its code is empty, and refused as it stands, where no division is known. */
  readonly entry: ProposedEntry | null;
  /** That entry as it would stand in the registry, or null. */
  readonly yaml: string | null;
}

export interface ProbeInput {
  readonly url: string;
  readonly divisions: readonly Division[];
  readonly options: CrawlOptions;
  readonly signal?: AbortSignal | null;
}

interface Finding {
  readonly state: ProbeState;
  readonly platform: string | null;
  readonly columns: readonly ProbedColumn[];
  readonly reports: number;
  readonly home: PageLinks | null;
  readonly skipped: Readonly<Record<string, number>>;
  readonly issues: readonly Issue[];
}

/** Visits home page and lists, never a report; politely, and leaving nothing behind. */
export async function probe({ url, divisions, options, signal }: ProbeInput): Promise<Probe> {
  const address = new URL(url).href;
  let finding = await look(address, [], options, signal ?? null);
  if (finding.state === 'no_column') {
    // The address may be that of a list itself that does not say so.
    const asColumn = await look(address, [address], options, signal ?? null);
    if (asColumn.reports > 0) finding = { ...asColumn, home: finding.home ?? asColumn.home };
  }
  const { home, ...seen } = finding;
  const siteName = home?.metas.get('sitename') || null;
  const siteCode = home?.metas.get('siteidcode') || null;
  const names = [siteName, home?.title ?? null].flatMap(name => name ?? []);
  const division = divisionOf(codeOfSite(siteCode), names, divisions);
  const place =
    division === null
      ? isCentral(siteCode)
        ? { code: '000000', name: siteName ?? new URL(address).hostname }
        : null
      : { code: division.code.slice(0, 6), name: nameOf(division, divisions) };
  const unknown = { code: '', name: names[0] ?? new URL(address).hostname };
  const entry = home === null ? null : entryOf(address, place ?? unknown, finding);
  return {
    url: address,
    ...seen,
    site_name: siteName,
    site_id_code: siteCode,
    division_code: place?.code ?? null,
    entry,
    yaml: entry === null ? null : yamlOf(entry),
  };
}

async function look(
  url: string,
  columns: readonly string[],
  options: CrawlOptions,
  signal: AbortSignal | null,
): Promise<Finding> {
  const directory = mkdtempSync(join(tmpdir(), 'nianbao-probe-'));
  const stateFile = join(directory, 'crawl.db');
  try {
    const archive = await Archive.open(join(directory, 'archive'));
    try {
      const portal: Portal = { ...blankPortal, home: url, columns };
      const { outcomes, issues } = await crawl({
        portals: [portal],
        archive,
        stateFile,
        options: { ...options, limit: 0 },
        signal,
      });
      const [outcome] = outcomes;
      const homes = await pagesOf(archive, 'home');
      const frontier = Frontier.open(stateFile);
      try {
        const lists = frontier.portals.columns(portal.id);
        const own = homes
          .filter(({ links }) => isAnnualReportColumn(links))
          .map(({ capture, links }) => ({ url: capture.url, title: links.title }));
        const found = [...own, ...lists];
        return {
          state: stateOf(outcome?.state ?? 'interrupted', found.length > 0),
          platform: outcome?.platform ?? null,
          columns: found,
          reports: frontier.portals.promised(portal.id),
          home: (homes[0] ?? (await pagesOf(archive, 'listing'))[0])?.links ?? null,
          skipped: outcome?.skipped ?? {},
          issues: issues.filter(
            ({ code }) =>
              code !== 'crawl.portal.too_few' && !(code === 'crawl.column.none' && own.length > 0),
          ),
        };
      } finally {
        frontier.close();
      }
    } finally {
      await archive.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function stateOf(state: PortalState, hasColumn: boolean): ProbeState {
  if (hasColumn) return 'column_found';
  return state === 'blocked' || state === 'unreachable' || state === 'interrupted' ? state : 'no_column';
}

async function pagesOf(
  archive: Archive,
  role: 'home' | 'listing',
): Promise<{ capture: Capture; links: PageLinks }[]> {
  const pages: { capture: Capture; links: PageLinks }[] = [];
  for (const capture of archive.captures({ role: [role] })) {
    if (capture.status !== 200) continue;
    const text = decodePage(await archive.body(capture), capture.content_type);
    pages.push({ capture, links: readPageLinks(text, capture.url) });
  }
  return pages;
}

function divisionOf(
  code: string | null,
  names: readonly string[],
  divisions: readonly Division[],
): Division | null {
  const byCode = code === null ? undefined : divisions.find(division => division.code === code);
  if (byCode !== undefined) return byCode;
  const named = names.flatMap(name => /[\u4e00-\u9fff]{2,}?(?=人民政府|政府|门户)/.exec(name)?.[0] ?? []);
  for (const name of named) {
    // `宁波市宁海县` names the county last.
    const fitting = divisions.filter(division => name === division.name || name.endsWith(division.name));
    const longest = Math.max(0, ...fitting.map(division => division.name.length));
    const best = fitting.filter(division => division.name.length === longest);
    if (best.length === 1 && best[0] !== undefined) return best[0];
  }
  return null;
}

/** As the registry names places: a county's name after that of the prefecture above it. */
function nameOf(division: Division, divisions: readonly Division[]): string {
  if (division.level !== 'county') return division.name;
  const above = divisions.find(({ code }) => code === `${division.code.slice(0, 4)}00`);
  const isPlace = above !== undefined && !/^(市辖区|县)$|直辖县级/.test(above.name);
  const province = divisions.find(({ code }) => code === `${division.code.slice(0, 2)}0000`);
  return `${isPlace ? above.name : (province?.name ?? '')}${division.name}`;
}

function entryOf(
  url: string,
  place: { readonly code: string; readonly name: string },
  { columns, platform }: Finding,
): ProposedEntry {
  const { origin, hostname } = new URL(url);
  const label = hostname
    .replace(/^www\./, '')
    .replace(/(\.gov)?\.cn$/, '')
    .replace(/[^a-z0-9]+/g, '-');
  const addresses = columns.map(column => column.url);
  return {
    id: place.code === '' ? label : `${place.code}-${label}`,
    name: place.name,
    division_code: place.code,
    home: `${origin}/`,
    ...(addresses.length === 0 ? {} : { columns: addresses }),
    ...(platform === null || platform === 'generic' ? {} : { platform }),
  };
}

/** Codes are text: they keep their quotes, as in the files of the registry. */
function yamlOf(entry: ProposedEntry): string {
  const document = new Document([entry]);
  const code = document.getIn([0, 'division_code'], true);
  if (isScalar(code)) {
    code.type = 'QUOTE_SINGLE';
    if (entry.division_code === '') code.comment = ' not told by the page';
  }
  return document.toString({ lineWidth: 0 });
}

const blankPortal = {
  id: 'probe',
  name: 'probe',
  division_code: '000000',
  platform: null,
  expects: null,
  delay_seconds: null,
  hosts: [],
  reason: null,
  note: null,
  origin: 'probe',
} as const;
