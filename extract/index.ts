/**
 * Extraction: the bytes of one document to everything that it says. Pure: no disk, no network, no clock.
 *
 * 1. kind of document from its bytes · 2. text (encoding) · 3. blocks (reader) · 4. cleaning · 5. what it is,
 * whose and of which year · 6. tables by their labels · 7. the form's identities · 8. sections · 9. numbers of the
 * running text, numbers that follow from others, and what makes a careful reader pause
 */

import type { CheckResult, Division, Extraction, SourceContext } from '../schema/extraction.ts';
import { type Issue, issue, NianbaoError } from '../schema/issues.ts';
import { cellLookup } from './cell-lookup.ts';
import { runChecks } from './checks.ts';
import { cleanDocument, cloneOf } from './clean/index.ts';
import type { Document } from './document.ts';
import { createGazetteer, type Gazetteer } from './identify/gazetteer.ts';
import { identify } from './identify/index.ts';
import { inferencesFrom } from './inferences.ts';
import { mediaTypeOf } from './media.ts';
import { picturedTables } from './pictured.ts';
import { flagsOf } from './plausibility/index.ts';
import { readProse } from './prose.ts';
import { type OpenedDocument, openDocument } from './readers/open.ts';
import type { CharacterMaps } from './readers/pdf/pdfjs.ts';
import type { Ocr } from './readers/picture/ocr.ts';
import { sectionsOf } from './sections.ts';
import { readTables, type TablesReading } from './tables/read.ts';

export interface Extractor {
  /** Reads one document. Never rejects: what cannot be read is said in `issues`. */
  extract(bytes: Uint8Array, context: SourceContext): Promise<Extraction>;
  /** The same, with the document that its places point into: for showing what stands there. */
  extractWithDocument(bytes: Uint8Array, context: SourceContext): Promise<ReadDocument>;
}

export interface ReadDocument {
  readonly extraction: Extraction;
  /** Null where the bytes could not be opened. */
  readonly document: Document | null;
}

/**
 * @param divisions the national list, by which units are resolved to codes.
 * @param characterMaps hands in the maps that PDFs without embedded Chinese fonts need; without it their text is lost.
 * @param ocr recognises pictures and scanned pages; without it an issue says what to install.
 */
export function createExtractor({
  divisions,
  characterMaps = null,
  ocr = null,
}: {
  divisions: readonly Division[];
  characterMaps?: CharacterMaps | null;
  ocr?: Ocr | null;
}): Extractor {
  const gazetteer = createGazetteer(divisions);
  const extractWithDocument = async (bytes: Uint8Array, context: SourceContext): Promise<ReadDocument> => {
    const mediaType = mediaTypeOf(bytes);
    try {
      const opened = await openDocument(bytes, mediaType, context, characterMaps, ocr);
      return read(opened, mediaType, context, gazetteer);
    } catch (error) {
      const reason =
        error instanceof NianbaoError
          ? issue(error.code, error.message)
          : issue('extract.unexpected', error instanceof Error ? error.message : String(error));
      return { extraction: unread(mediaType, reason), document: null };
    }
  };
  return {
    extractWithDocument,
    async extract(bytes, context) {
      return (await extractWithDocument(bytes, context)).extraction;
    },
  };
}

function read(
  opened: OpenedDocument,
  media_type: string,
  context: SourceContext,
  gazetteer: Gazetteer,
): ReadDocument {
  const host = context.url === null ? null : hostOf(context.url);
  const portalDivision = context.portal?.division_code ?? null;
  const { document, removed, verdict, reasons, folds } = cleanDocument(opened.document, {
    url: context.url,
    host,
    siteName: opened.document.metas.find(meta => meta.name === 'sitename')?.content ?? null,
    placeName: portalDivision === null ? null : (gazetteer.get(portalDivision)?.name ?? null),
    isPlaceName: name => gazetteer.named(name).length > 0,
    hostTrusted: context.portal !== null,
    otherPagePhrases: context.hostPhrases?.phrases ?? [],
  });
  const clone = cloneOf(opened.document, { host, portalDivision, registered: context.portal !== null });
  const base = {
    ...nothingRead(media_type),
    charset: opened.charset,
    verdict,
    ...(reasons.length > 0 ? { verdict_reasons: reasons } : {}),
    ...(folds.length > 0 ? { folds } : {}),
    ...(context.hostPhrases ? { host_phrases: context.hostPhrases.digest } : {}),
    removed,
  };
  if (verdict === 'reject') {
    const refusal = issue('extract.document.rejected', `nothing but injected text: ${reasons.join(', ')}`);
    return { extraction: { ...base, issues: [...opened.issues, refusal] }, document };
  }
  const { issues: identityIssues, ...identity } = identify(document, context, gazetteer);
  const isReport = identity.document_type === 'annual_report';
  const tables = readTables(document.blocks, identity.report_year, isReport);
  const notReport = isReport
    ? []
    : [issue('extract.document.not_a_report', `read as ${identity.document_type}`)];
  const checks = runChecks(tables.tables, tables.cells);
  const extraction = {
    ...base,
    ...identity,
    tables: tables.tables,
    cells: tables.cells,
    checks,
    leftovers: tables.leftovers,
    extensions: tables.extensions,
    grids: tables.grids,
    ...(isReport && clone !== null ? { clone } : {}),
    ...(isReport ? judged(document, identity, tables, checks) : {}),
    issues: [
      ...opened.issues,
      ...identityIssues,
      ...notReport,
      ...tables.issues,
      ...(isReport ? picturedTables(document, tables.tables, context.url) : []),
    ],
  };
  return { extraction, document };
}

/** What is said beside the cells of a report: its running text, what follows from what is printed, what seems odd. */
function judged(
  document: Document,
  { unit, report_year, published_date }: Pick<Extraction, 'unit' | 'report_year' | 'published_date'>,
  { tables, cells }: TablesReading,
  checks: readonly CheckResult[],
): Pick<Extraction, 'sections' | 'text_facts' | 'inferences' | 'flags'> {
  const sections = sectionsOf(document.blocks);
  const prose = readProse(document.blocks, cells, report_year, unit?.name ?? null);
  return {
    sections,
    text_facts: prose.facts,
    inferences: inferencesFrom(tables, cells, prose.facts),
    flags: flagsOf({
      document,
      unit,
      reportYear: report_year,
      publishedDate: published_date,
      tables,
      cells,
      cellAt: cellLookup(cells),
      checks,
      sections,
      prose,
    }),
  };
}

/** null for a local file, whose address has none. */
function hostOf(url: string): string | null {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '' ? null : host;
}

/** An extraction of a document of which nothing is known yet. */
function nothingRead(media_type: string): Extraction {
  return {
    media_type,
    charset: null,
    document_type: 'other',
    title: null,
    unit: null,
    report_year: null,
    year_evidence: null,
    published_date: null,
    scope: 'unstated',
    scope_evidence: null,
    verdict: 'clean',
    tables: [],
    cells: [],
    checks: [],
    sections: [],
    removed: [],
    leftovers: [],
    extensions: [],
    grids: [],
    inferences: [],
    text_facts: [],
    flags: [],
    issues: [],
  };
}

export const unread = (mediaType: string, reason: Issue): Extraction => ({
  ...nothingRead(mediaType),
  issues: [reason],
});
