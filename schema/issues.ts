/**
 * Issues: everything a person should look at, under closed codes `stage.subject.problem`.
 * A new kind of trouble is a new line here; README and the `issue` table are checked against this list.
 */

export type Severity = 'error' | 'warning' | 'note';

export interface IssueDefinition {
  readonly severity: Severity;
  readonly meaning: string;
  /** What a person can do about it. */
  readonly remedy: string;
}

export const issueDefinitions = {
  'config.registry.invalid': {
    severity: 'error',
    meaning: 'A portal entry is not valid and was left out.',
    remedy: 'Correct the entry; the message names file, line and reason.',
  },
  'config.option.invalid': {
    severity: 'error',
    meaning: 'An argument or a setting cannot be what was given.',
    remedy: 'See `npx nianbao <command> --help`.',
  },
  'config.decision.invalid': {
    severity: 'error',
    meaning: 'A decision in data/decisions is not valid; nothing was loaded.',
    remedy: 'Correct the entry; the message names file, place and reason.',
  },
  'config.path.missing': {
    severity: 'error',
    meaning: 'A path given on the command line does not exist or cannot be opened.',
    remedy: 'Give the path of an existing file or directory.',
  },
  'config.store.missing': {
    severity: 'error',
    meaning: 'Where a store was looked for, there is none; nothing was made.',
    remedy: 'Give its directory with --store; crawl, nightly, import and npm start make one.',
  },
  'config.port.taken': {
    severity: 'error',
    meaning: 'The port that the sample portal, or the explorer, needs cannot be used.',
    remedy: 'End the program that holds it, often an earlier run, or give another port.',
  },
  'input.file.empty': {
    severity: 'error',
    meaning: 'The file holds no bytes.',
    remedy: 'Fetch or save the document again.',
  },
  'input.file.directory': {
    severity: 'error',
    meaning: 'A directory was given where a document was expected.',
    remedy: 'Name the files in it, for example with DIR/*.',
  },
  'input.file.too_large': {
    severity: 'error',
    meaning: 'The document is larger than any report; it was not read.',
    remedy: 'Check that it is a report; the limit is in the README.',
  },
  'input.media.unknown': {
    severity: 'error',
    meaning: 'The bytes are of no known kind of document.',
    remedy: 'Check that the file is HTML, text, or one of the kinds listed in the README.',
  },
  'input.media.unsupported': {
    severity: 'error',
    meaning: 'The kind of document is known and cannot be read yet.',
    remedy: 'It stays in the archive and is read as soon as a reader for its kind exists.',
  },
  'input.media.corrupt': {
    severity: 'error',
    meaning: 'The document is of a known kind and damaged beyond reading.',
    remedy: 'Fetch or save it again; often only its first part was transferred.',
  },
  'input.media.encrypted': {
    severity: 'error',
    meaning: 'The document opens only with a password.',
    remedy: 'Look for another rendition of the report.',
  },
  'input.encoding.broken': {
    severity: 'warning',
    meaning: 'Bytes that are not valid in the encoding used were replaced.',
    remedy: 'Compare the text with the page; the archived bytes are unchanged.',
  },
  'extract.document.no_text': {
    severity: 'error',
    meaning: 'The document holds no text: a scan, or an empty page.',
    remedy: 'Look for another rendition of the report; a scan needs OCR.',
  },
  'extract.document.not_a_report': {
    severity: 'note',
    meaning: 'The document is not an annual report on information disclosure.',
    remedy: 'None, unless it is one: then its title or opening is unlike all known ones.',
  },
  'extract.document.embedded': {
    severity: 'note',
    meaning: 'The page shows its text by script, or is an answer for one; the text was read from there.',
    remedy: 'None, unless the message names other texts: then look whether the right one was read.',
  },
  'extract.document.rejected': {
    severity: 'warning',
    meaning: 'The page holds nothing but injected text.',
    remedy: "Tell the site's owner.",
  },
  'extract.document.limit': {
    severity: 'error',
    meaning:
      'The document exceeds a limit of the reader (cells, depth, length); what lies beyond was not read.',
    remedy: 'Look at the document; the limits are in the README.',
  },
  'extract.ocr.missing': {
    severity: 'error',
    meaning: 'The document, or pages of it, are pictures, and there is no program to recognise them.',
    remedy:
      'Install tesseract with its Chinese model (apt-get install tesseract-ocr tesseract-ocr-chi-sim), then extract again.',
  },
  'extract.ocr.failed': {
    severity: 'error',
    meaning: 'The program that recognises pictures ended without an answer, or took too long.',
    remedy: 'Extract again; if it fails again, look at the picture.',
  },
  'extract.ocr.used': {
    severity: 'note',
    meaning: 'Text was recognised from a picture; what was not certain is marked as illegible.',
    remedy: 'None; illegible cells can be read by eye from the archived document.',
  },
  'extract.page.no_text': {
    severity: 'note',
    meaning: 'Pages of a PDF hold no text: empty, or scans among pages of text.',
    remedy: 'Look at the pages if a table is missing; a scan needs OCR.',
  },
  'extract.text.unmapped': {
    severity: 'warning',
    meaning: 'Characters stand in a font that does not tell what they are; they were not read.',
    remedy: 'Compare with the document, or find another rendition of the report.',
  },
  'extract.tables.none': {
    severity: 'warning',
    meaning: 'A report without any of the form’s tables.',
    remedy: 'Look for an attachment or a picture that carries them.',
  },
  'extract.tables.pictured': {
    severity: 'warning',
    meaning: 'A picture stands where a table of the form should.',
    remedy:
      'None where the picture was crawled and recognised: it is a document of its own. Else look at it.',
  },
  'extract.table.absent': {
    severity: 'warning',
    meaning: 'One of the form’s tables is missing while others are there.',
    remedy: 'Look at the page: cut off, a picture, or an unknown layout.',
  },
  'extract.table.form_uncertain': {
    severity: 'note',
    meaning: 'The table does not show of which edition it is; the other tables or the year suggested one.',
    remedy: 'None; the cells common to both editions are the same.',
  },
  'extract.table.mixed_forms': {
    severity: 'warning',
    meaning: 'Blocks of different editions of the form stand in one table.',
    remedy:
      'Blocks under the headings of another edition are extension rows of that edition; look at the page.',
  },
  'extract.table.repeated': {
    severity: 'warning',
    meaning: 'A row of the form stands more than once, with different numbers; none was taken.',
    remedy: 'Look at the page: several reports in one document, or a drafting error.',
  },
  'extract.cells.unaligned': {
    severity: 'warning',
    meaning: 'Numbers are printed, and nothing proves which cell they belong to.',
    remedy: 'Look at the page, or find another rendition.',
  },
  'extract.cells.leftover': {
    severity: 'note',
    meaning: 'Cells of a recognised table that no field of the form claimed.',
    remedy: 'If the label is a new spelling, add it to the form.',
  },
  'extract.cells.not_a_number': {
    severity: 'note',
    meaning: 'A cell that should hold a number holds something else.',
    remedy: 'None; the text is kept as printed.',
  },
  'extract.unit.unknown': {
    severity: 'warning',
    meaning: 'The document does not show which body it is of.',
    remedy: 'Decide it from the portal or column it came from.',
  },
  'extract.unit.conflict': {
    severity: 'warning',
    meaning: 'The title and the sentence that publishes the report name different bodies.',
    remedy: 'Look at the page; the body of the title was taken, with less confidence.',
  },
  'extract.year.unknown': {
    severity: 'warning',
    meaning: 'The document does not show of which year it is.',
    remedy: 'Look at the page.',
  },
  'extract.year.conflict': {
    severity: 'warning',
    meaning: 'The title and the text speak of different years.',
    remedy: 'Look at the page; the year with the stronger evidence was taken.',
  },
  'extract.unexpected': {
    severity: 'error',
    meaning: 'The reader failed on this document: a defect of Nianbao.',
    remedy: 'Report it with the document; the bytes are archived.',
  },
  'crawl.portal.unreachable': {
    severity: 'error',
    meaning: 'No page of the portal could be fetched.',
    remedy: 'Open the home page in a browser; if it moved, correct the entry.',
  },
  'crawl.portal.dead': {
    severity: 'error',
    meaning: 'The portal has not answered for two weeks, in five runs or more.',
    remedy: 'Find where it moved and correct the entry, or make the entry a comment with the reason.',
  },
  'crawl.portal.blocked': {
    severity: 'error',
    meaning: 'The portal refuses or challenges the crawler.',
    remedy: 'Let it rest; try from another network; never defeat a CAPTCHA.',
  },
  'crawl.portal.too_few': {
    severity: 'error',
    meaning: 'Fewer reports were found than the entry expects.',
    remedy: 'Look at the column: redesigned, moved, or reports taken down.',
  },
  'crawl.portal.too_many': {
    severity: 'warning',
    meaning: 'More reports were found than the entry expects.',
    remedy: 'Look at the column; raise the bound if the reports are real.',
  },
  'crawl.site.elsewhere': {
    severity: 'warning',
    meaning: 'A page says by its SiteIDCode that it is of another province than the entry of its portal.',
    remedy:
      'Open the page: correct the entry where it names the wrong site, and tell the site’s owner where it does not.',
  },
  'crawl.column.none': {
    severity: 'error',
    meaning: 'No annual-report column was found on the portal.',
    remedy: 'Add the address of the column to the entry.',
  },
  'crawl.browser.missing': {
    severity: 'warning',
    meaning:
      'A page of the portal shows nothing until its scripts have run, and there is no browser to run them.',
    remedy: 'Install Chromium, or name one in NIANBAO_CHROMIUM.',
  },
  'crawl.contact.missing': {
    severity: 'warning',
    meaning: 'Portals are not told whom to write to about this crawler.',
    remedy: 'Give a web page or an e-mail address with --contact or NIANBAO_CONTACT.',
  },
  'crawl.fetch.failed': {
    severity: 'warning',
    meaning: 'A page could not be fetched.',
    remedy: 'It is tried again at the next run.',
  },
  'crawl.store.busy': {
    severity: 'error',
    meaning: 'Another crawl holds the store.',
    remedy: 'Wait until it has ended, or give another store.',
  },
  'crawl.host.unverified_tls': {
    severity: 'note',
    meaning:
      'The host speaks only outdated TLS, or its certificate cannot be verified; it was read all the same.',
    remedy: "Tell the site's owner; what was read is as trustworthy as plain http.",
  },
  'archive.record.torn': {
    severity: 'warning',
    meaning: 'A WARC file ended in an unfinished record, as after a crash; its bytes were set aside.',
    remedy: 'None; everything before it is whole, and the page is fetched again.',
  },
  'archive.record.corrupt': {
    severity: 'error',
    meaning: 'A WARC record does not have the digest that its header states, or cannot be read.',
    remedy: 'Restore the file from a copy.',
  },
  'archive.body.undecodable': {
    severity: 'error',
    meaning: 'The content encoding of an archived body cannot be undone.',
    remedy: 'The bytes stay in the archive as received; fetch the page again.',
  },
  'archive.body.too_large': {
    severity: 'error',
    meaning: 'A body exceeds the limit of bytes when its content encoding is undone, or when it is imported.',
    remedy: 'Check that it is a report; the limit is in the README.',
  },
  'archive.import.skipped': {
    severity: 'warning',
    meaning: 'A record of an imported WARC file was not taken: incomplete, damaged, or without its original.',
    remedy: 'Import the file that holds the original first, or a whole copy of this one.',
  },
  'archive.lock.held': {
    severity: 'error',
    meaning: 'Another process is writing to the archive.',
    remedy: 'Wait until it has finished, or stop it.',
  },
  'archive.write.failed': {
    severity: 'error',
    meaning: 'A record could not be written; nothing recorded before is harmed.',
    remedy: 'Free some disk space, or make the directory writable.',
  },
  'archive.cache.rebuilt': {
    severity: 'note',
    meaning: 'A cache (the index of the archive, or the extractions) was unreadable or of another version.',
    remedy: 'None; it is built again from the archive.',
  },
  'archive.store.unreadable': {
    severity: 'error',
    meaning: 'A file of the store is damaged, or is not what its name says.',
    remedy: 'Restore it from a copy, or move it away to start anew.',
  },
  'load.unit.unresolved': {
    severity: 'warning',
    meaning: 'Which body a report is of is not known, so that it has no place in the panel.',
    remedy: 'Find out, and add a decision in data/decisions.',
  },
  'load.report.year_unknown': {
    severity: 'warning',
    meaning: 'A report without a year is in the database without a place in the panel.',
    remedy: 'Look at the page.',
  },
  'load.report.conflict': {
    severity: 'warning',
    meaning: 'Two renditions of one report disagree.',
    remedy: 'Compare them; both are kept.',
  },
  'load.report.tables_lost': {
    severity: 'warning',
    meaning: 'The newest copy of a report has no numbers where an older one had; the older one is shown.',
    remedy: 'Look at the page: redesigned, or the tables moved to an attachment.',
  },
  'load.report.moved': {
    severity: 'note',
    meaning:
      'A report of the last release is gone, since its documents are now read as another unit or year.',
    remedy: 'None, if the new reading is right; the message names both.',
  },
  'load.report.gone': {
    severity: 'warning',
    meaning: 'A report of the last release is gone, since its documents are no longer read as a report.',
    remedy: 'Look at the document; its bytes are archived.',
  },
  'load.extraction.invalid': {
    severity: 'error',
    meaning:
      'An extraction contradicts the form or itself; the document is in the database, its cells are not.',
    remedy: 'Report it with the document: a defect of Nianbao.',
  },
  'load.extraction.orphan': {
    severity: 'warning',
    meaning: 'An extraction of a document that the archive does not hold was left out.',
    remedy: 'Restore the archive from a copy, or extract anew.',
  },
  'load.division.unlisted': {
    severity: 'note',
    meaning: 'A division code in use is not in the national list; it is in the database without a name.',
    remedy: 'Correct the code if it is wrong.',
  },
  'load.previous.unreadable': {
    severity: 'warning',
    meaning: 'The database in place could not be read, so the new one was not compared with it.',
    remedy: 'None; it is replaced by the new one, and a copy is kept beside it.',
  },
  'load.database.missing': {
    severity: 'error',
    meaning: 'There is no database yet, or the file is none of ours.',
    remedy: 'Run nianbao load first.',
  },
  'load.export.taken': {
    severity: 'error',
    meaning: 'The directory given for an export holds other files.',
    remedy: 'Name a directory that does not exist, is empty, or holds an earlier export.',
  },
  'load.lock.held': {
    severity: 'error',
    meaning: 'Another process is building the same database.',
    remedy: 'Wait until it has finished, or stop it.',
  },
  'load.documents.unread': {
    severity: 'warning',
    meaning: 'The archive holds documents that this version has not read; they are not in the database.',
    remedy: 'Run extract, then load again.',
  },
  'load.assertion.failed': {
    severity: 'error',
    meaning: 'The new database broke a rule and was not published; the old one stays.',
    remedy: 'Read the message; the rejected database is kept beside the old one.',
  },
} as const satisfies Record<string, IssueDefinition>;

export type IssueCode = keyof typeof issueDefinitions;
export const issueCodes = Object.keys(issueDefinitions) as readonly IssueCode[];

/** One issue: what happened, to what, in a sentence that names the thing and what was expected. */
export interface Issue {
  readonly code: IssueCode;
  readonly message: string;
  /** Address, file, portal id or table that it is about, where the message alone does not say. */
  readonly subject?: string;
}

export function issue(code: IssueCode, message: string, subject?: string): Issue {
  return subject === undefined ? { code, message } : { code, message, subject };
}

/** A failure with a closed code, thrown where going on is impossible; the command line prints it and goes on. */
export class NianbaoError extends Error {
  readonly code: IssueCode;
  constructor(code: IssueCode, message: string) {
    super(message);
    this.name = 'NianbaoError';
    this.code = code;
  }
}
