/**
 * What one document says: the shape that travels from `extract/` to `load/`, and that `inspect --json` prints.
 * Property names are those of the public JSON, so that no stage renames anything. Unknown is null, never ''.
 */

import type { FlagCode, InferenceRule, TextFactKey } from './flags.ts';
import type { FormId, TableId } from './forms/form.ts';
import type { Issue } from './issues.ts';

/**
 * Why a cell has, or has not, a value.
 *
 * - `reported`: a number is printed, 0 included
 * - `blank`: the cell is there and empty
 * - `na_mark`: the cell holds a mark for "not applicable"; `raw` keeps which
 * - `text`: the cell holds words, or something that is not one number
 * - `unaligned`: numbers are there, but nothing proves which cell they belong to
 * - `illegible`: the cell is there and cannot be deciphered
 * - `row_absent`: the table is there without this row (or column)
 * - `table_absent`: the document has no such table
 * - `not_in_form`: this edition of the form has no such cell (views only; never in an extraction)
 */
export const cellStatuses = [
  'reported',
  'blank',
  'na_mark',
  'text',
  'unaligned',
  'illegible',
  'row_absent',
  'table_absent',
  'not_in_form',
] as const;
export type CellStatus = (typeof cellStatuses)[number];

/** A place in the document as read: block (0-based, in reading order), row and column within it (0-based). */
export interface Place {
  readonly block: number;
  readonly row: number;
  readonly column: number;
}

/**
 * How a number was printed, where not plainly in digits.
 *
 * - `chinese_numeral`: 三件 · `word_sign`: 减3 · `approximate`: 300余条, 约5 · `note`: 22（其中修订16件）
 * - `spaced_digits`: 3 400 660 元
 */
export const cellFlags = ['chinese_numeral', 'word_sign', 'approximate', 'note', 'spaced_digits'] as const;
export type CellFlag = (typeof cellFlags)[number];

/** One cell of the form as one document gives it. */
export interface Cell {
  readonly table: TableId;
  readonly row: string;
  readonly column: string;
  /** The printed number, in the printed unit; null unless `status` is `reported`. */
  readonly value: number | null;
  readonly status: CellStatus;
  /** The cell's text exactly as printed, white space included; null where there is no such cell. */
  readonly raw: string | null;
  /** The unit printed in the cell or in its column heading (元, 万元, 件 …); null where none is printed. */
  readonly unit: string | null;
  /** Amounts only: the value in yuan; null where no unit is printed (zero needs none). */
  readonly value_yuan: number | null;
  readonly at: Place | null;
  /** Present where the position was decided by more than labels: what decided it. */
  readonly inferred?: string;
  /** Present where the number was not printed plainly in digits. */
  readonly flags?: readonly CellFlag[];
}

export type CheckOutcome = 'pass' | 'fail' | 'not-assessable';

/** A cell of an identity, and the number printed in it; null where none is. */
export interface CheckOperand {
  readonly side: 'left' | 'right';
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
}

/** One identity that the form promises (勾稽关系), tried on one column, row or block of a report. */
export interface CheckResult {
  /** The check's id in the form: E1 … */
  readonly id: string;
  readonly table: TableId;
  /** What the identity was tried on: a column key for E1 and E2, a row key for E3 and E4. */
  readonly subject: string;
  readonly column: string | null;
  readonly row: string | null;
  readonly outcome: CheckOutcome;
  /** Sums of the two sides as printed; null where an operand is missing. */
  readonly left: number | null;
  readonly right: number | null;
  /** Only where it failed: which cells with which numbers stand on either side. */
  readonly operands?: readonly CheckOperand[];
}

export const documentTypes = [
  'annual_report',
  'interim_statistics',
  'interpretation',
  'website_report',
  'rule_of_law_report',
  'notice',
  'other',
] as const;
export type DocumentType = (typeof documentTypes)[number];

export const unitKinds = [
  'government',
  'department',
  'township',
  'subdistrict',
  'zone',
  'vertical_body',
  'authorised_organisation',
  'ministry',
] as const;
export type UnitKind = (typeof unitKinds)[number];

export type Confidence = 'high' | 'medium' | 'low';

/** The body that reports, as far as the document itself shows it. */
export interface UnitReading {
  /** As printed in the best place that names it. */
  readonly name: string;
  readonly kind: UnitKind | null;
  /** GB/T 2260 or town code of the unit's own division, or of the division it serves; null unless unique. */
  readonly division_code: string | null;
  readonly parent: string | null;
  readonly confidence: Confidence;
  /** Which text showed it: `title`, `signature`, `opening`, `source_line` … */
  readonly evidence: string;
}

export const scopes = [
  'own_organ',
  'own_level_with_departments',
  'jurisdiction_consolidated',
  'unstated',
] as const;
export type Scope = (typeof scopes)[number];

/** `ambiguous`: the tables are of one form, but the part that tells the forms apart is not there. */
export interface TableReading {
  readonly table: TableId;
  /** Edition that the table itself shows, or that the other tables or the year suggest. */
  readonly form: FormId | null;
  readonly form_evidence: 'labels' | 'other_tables' | 'report_year' | 'none';
  readonly status: 'present' | 'absent';
}

export interface Section {
  /** 1–6, the section of the form, whatever number is printed. */
  readonly number: number;
  /** As printed, cleaned. */
  readonly title: string;
  /** Running text without the tables, paragraphs separated by a line feed. */
  readonly text: string;
}

export const removedKinds = ['phrase', 'hidden', 'markup', 'residue', 'annotation'] as const;
export type RemovedKind = (typeof removedKinds)[number];
export const removedPlaces = ['title', 'body', 'table', 'meta'] as const;
export type RemovedPlace = (typeof removedPlaces)[number];

/** Text that was taken out before reading. The archived bytes still hold it. */
export interface RemovedText {
  readonly text: string;
  readonly kind: RemovedKind;
  readonly count: number;
  readonly where: readonly RemovedPlace[];
  /** Which signals condemned it. */
  readonly evidence: readonly string[];
  /**
   * What stood there before, only where that is certain: 关于, or the name that the registry gives the unit. Never put
   * into the text: there, a gap is marked. Equal removals with different proposals are entries of their own.
   */
  readonly proposal?: string;
}

/**
 * How the text was brought to plain form to be read. What is folded away is told in `removed` or undone for matching
 * only: the archived bytes stay.
 *
 * - `traditional_script`: mainland text set in traditional characters, matched by its simplified form
 * - `pinyin_notes`: notes dropped, 務(wù) · `lossy_conversion`: characters lost in a re-encoding, not restored
 * - `sprinkled_marks`: stars or doubled commas · `written_entities`: character references printed as text
 */
export const folds = [
  'traditional_script',
  'pinyin_notes',
  'lossy_conversion',
  'sprinkled_marks',
  'written_entities',
] as const;
export type Fold = (typeof folds)[number];

/**
 * Why a document is a copy on a host that is not its owner's.
 *
 * - `foreign_host`: outside the registry, and on no domain that only official bodies are given
 * - `site_code`: the site code it prints is of another division than the portal that it came from
 * - `canonical_address`: it names an official host as its own address, and stands on another
 */
export const cloneReasons = ['foreign_host', 'site_code', 'canonical_address'] as const;
export type CloneReason = (typeof cloneReasons)[number];

/** A document that is kept as evidence and is never a source of the dataset. */
export interface CloneReading {
  readonly reason: CloneReason;
  /** What shows it: the host, the code, the address. */
  readonly evidence: string;
}

export type CleanVerdict = 'clean' | 'stripped' | 'reject' | 'flagged';

/** A cell of a recognised table, or a row, that no field of the form claimed. */
export interface Leftover {
  readonly table: TableId | null;
  readonly text: string;
  readonly at: Place;
}

/** A cell of a row that the form does not have. */
export interface ExtensionCell {
  /** Key of the form's column that it stands under; null where the document's own heading is no column of the form. */
  readonly column: string | null;
  /** The heading as printed; null where none stands above. */
  readonly heading: string | null;
  readonly value: number | null;
  readonly status: CellStatus;
  readonly raw: string | null;
  readonly unit: string | null;
  readonly at: Place;
}

/**
 * A row that a place or a portal added to the form (其他主动公开文件 and the like), or one under the headings of another
 * edition than its table's; `form` is the edition whose headings it stands under.
 */
export interface ExtensionRow {
  readonly table: TableId;
  readonly form: FormId;
  /** `ext:` and the normalised label: the same words give the same key everywhere. */
  readonly key: string;
  /** Labels as printed, outermost first. */
  readonly labels: readonly string[];
  readonly cells: readonly ExtensionCell[];
}

/** A table with figures that no edition of the form knows, kept as printed: rows of cell texts. */
export interface RawGrid {
  readonly block: number;
  readonly rows: readonly (readonly string[])[];
}

/** A number that is not printed but follows from what is: kept beside the cells, never in them. */
export interface Inference {
  readonly table: TableId;
  readonly row: string;
  readonly column: string;
  readonly value: number;
  readonly rule: InferenceRule;
  /** Keys `row/column` of the printed cells it rests on; empty for a rule that rests on the running text. */
  readonly from: readonly string[];
}

/** Something about a report or a cell that makes a careful reader pause; no value is changed by it. */
export interface ReportFlag {
  readonly code: FlagCode;
  readonly table: TableId | null;
  readonly row: string | null;
  readonly column: string | null;
  /** What was seen, for a person. */
  readonly detail: string | null;
}

/** A number that the running text gives; it never stands for a cell of a table. */
export interface TextFact {
  readonly key: TextFactKey;
  /** In yuan for money, else as printed. */
  readonly value: number;
  /** 条, 件 … as printed; 元 for money. */
  readonly unit: string;
  readonly approximate: boolean;
  /** The sentence it stands in. */
  readonly evidence: string;
  /** Whether the table prints the same; null where it prints nothing that could be compared. */
  readonly agrees: boolean | null;
}

/** Everything that one document says. `cells` holds every cell of the tables' forms exactly once. */
export interface Extraction {
  readonly media_type: string;
  /** WHATWG name of the encoding the text was decoded with; null for media that carry no charset. */
  readonly charset: string | null;
  readonly document_type: DocumentType;
  readonly title: string | null;
  readonly unit: UnitReading | null;
  readonly report_year: number | null;
  /** Which text showed the year: `title`, `period`, `body`, … ; null when unknown. */
  readonly year_evidence: string | null;
  /** ISO date on which the page says it was published. */
  readonly published_date: string | null;
  readonly scope: Scope;
  readonly scope_evidence: string | null;
  readonly verdict: CleanVerdict;
  /** Codes of what made the verdict; absent where it is `clean`. */
  readonly verdict_reasons?: readonly string[];
  /** Absent where nothing was folded. */
  readonly folds?: readonly Fold[];
  /** Digest of the phrases of other documents of the host that were handed in; absent where there were none. */
  readonly host_phrases?: string;
  /** Present where the document is a copy elsewhere of what another host publishes. */
  readonly clone?: CloneReading;
  readonly tables: readonly TableReading[];
  readonly cells: readonly Cell[];
  readonly checks: readonly CheckResult[];
  readonly sections: readonly Section[];
  readonly removed: readonly RemovedText[];
  readonly leftovers: readonly Leftover[];
  readonly extensions: readonly ExtensionRow[];
  readonly grids: readonly RawGrid[];
  readonly inferences: readonly Inference[];
  readonly text_facts: readonly TextFact[];
  readonly flags: readonly ReportFlag[];
  readonly issues: readonly Issue[];
}

/** What extraction is given about a document beside its bytes. */
export interface SourceContext {
  /** Address it was captured from, or null for a local file. Never trusted for year or unit. */
  readonly url: string | null;
  /** Content-Type header as received, or null. */
  readonly contentType: string | null;
  /** File name, only a hint for the media type; null when unknown. */
  readonly fileName: string | null;
  /** The registered portal it came from, if any: where to look for the unit's division. */
  readonly portal: { readonly id: string; readonly name: string; readonly division_code: string } | null;
  /** What the link that led to it called it: says whose it is, and of which year, only where the document does not. */
  readonly linkText?: string | null;
  /** What cleaning took out of the documents of the same host, sorted, and a digest of it; null for nothing. */
  readonly hostPhrases?: { readonly phrases: readonly string[]; readonly digest: string } | null;
}

/** One division of the national list, as `data/` hands it to extraction. */
export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'prefecture' | 'county' | 'township';
  readonly parent_code: string | null;
}
