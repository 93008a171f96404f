/** `nightly`: crawl, extract, load, and a report on the night. */

import { spawnSync } from 'node:child_process';
import { relative } from 'node:path';
import type { CrawlResult } from '../../crawlers/crawl.ts';
import type { LoadResult } from '../../load/load.ts';
import { readStatus } from '../../load/status.ts';
import { exitCodes } from '../../schema/exit-codes.ts';
import type { CommandDefinition } from '../command.ts';
import { exampleNumber } from '../example-number.ts';
import type { ExtractionRunResult } from '../extraction-run.ts';
import type { Session } from '../session.ts';
import { crawlPortals, publishDatabase, type RecordTally, readArchive } from '../stages.ts';
import { inStore, type StoreRun } from '../store-run.ts';
import { statusPage } from '../terminal/status-page.ts';
import { byteSize, counted, duration } from '../terminal/table.ts';
import {
  type CrawlCommandOptions,
  crawl,
  crawlExitCode,
  crawlOptions,
  crawlOptionsOf,
  outcomeLines,
  registryOf,
} from './crawl.ts';
import { type ExtractOptions, workersOption } from './extract.ts';
import { loadLine } from './load.ts';

export const nightly: CommandDefinition<CrawlCommandOptions & ExtractOptions> = {
  options: [...crawlOptions(), workersOption()],
  examples: [
    ['nightly', 'every portal of data/portals that is due'],
    ['nightly --province 33 --quiet', 'one province; speaks up only when something fails'],
  ],
  async run(session, given, options) {
    if (options.dryRun) return crawl.run(session, given, options);
    const registry = await registryOf(options);
    return inStore(session, 'nightly', async run => {
      session.logIssues(registry.issues);
      const stopwatch = new Stopwatch();
      const crawled = await crawlPortals(session, run, registry, crawlOptionsOf(options));
      session.logIssues(crawled.issues);
      session.emit({ stage: 'crawl', outcomes: crawled.outcomes, records: crawled.records });
      session.summarise([
        session.paint('bold', `Crawl, ${stopwatch.lap()}`),
        ...outcomeLines(crawled.outcomes, session.paint).map(line => `  ${line}`),
        ...unchangedLines(crawled),
      ]);
      if (session.signal.aborted) return exitCodes.interrupted;

      const read = await readArchive(session, run, options);
      session.logIssues(read.issues);
      session.emit({ stage: 'extract', read: read.read, kept: read.kept, issues: read.issues });
      session.summarise(['', session.paint('bold', `Extract, ${stopwatch.lap()}`), `  ${extractLine(read)}`]);
      if (session.signal.aborted) return exitCodes.interrupted;

      const loaded = await publishDatabase(session, run);
      session.logIssues(loaded.issues);
      session.emit({
        stage: 'load',
        outcome: loaded.outcome,
        built: loaded.built,
        release: loaded.release,
        seconds: loaded.seconds,
      });
      session.summarise(['', session.paint('bold', `Load, ${stopwatch.lap()}`), `  ${loadLine(loaded)}`]);

      report(session, run, loaded);
      return crawlExitCode(registry, crawled.outcomes);
    });
  },
};

class Stopwatch {
  #since = performance.now();

  /** Time since the last lap. */
  lap(): string {
    const now = performance.now();
    const passed = now - this.#since;
    this.#since = now;
    return duration(passed);
  }
}

function unchangedLines({ outcomes, records }: CrawlResult & { readonly records: RecordTally }): string[] {
  if (outcomes.every(({ requests }) => requests === 0))
    return ['  Nothing was due; --revisit-all looks at every known page all the same.'];
  if (records.revisits === 0) return [];
  const conditional =
    records.notModified === 0
      ? ''
      : ` ${counted(records.notModified, 'answer was', 'answers were')} 304 Not Modified, without a body.`;
  return [
    `  ${counted(records.responses, 'new payload')} (${byteSize(records.bytes)}), ${counted(records.revisits, 'page')} as before, kept as revisit records.${conditional}`,
  ];
}

function extractLine({ read, kept, issues }: ExtractionRunResult): string {
  const failed = issues.length === 0 ? '' : `, ${counted(issues.length, 'failure')}`;
  if (read === 0) return `Nothing new to read; ${counted(kept, 'document')} read before.`;
  return `${counted(read, 'document')} read${failed}${kept === 0 ? '' : `, ${grouped(kept)} read before`}.`;
}

const grouped = (count: number): string => count.toLocaleString('en-US');

function report(session: Session, run: StoreRun, loaded: LoadResult): void {
  const status = readStatus(run.paths.database);
  session.emit({ stage: 'report', database: run.paths.database, ...status });
  session.summarise(statusPage(status, session.paint));
  session.summarise(howToGoOn(session, run, loaded));
}

/** A path as one would type it here. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}

/** Three queries that work as they stand, and one number's way back to the archived bytes. */
function howToGoOn(session: Session, { paths }: StoreRun, { release }: LoadResult): string[] {
  const database = shortest(paths.database);
  const store = shortest(paths.root);
  const inStore = store === 'data/store' ? '' : ` --store ${store}`;
  const query = (sql: string): string => `  sqlite3 -box ${database} "${sql}"`;
  const example = release.reports === 0 ? null : exampleNumber(paths.database);
  const hasSqlite = spawnSync('sqlite3', ['--version'], { stdio: 'ignore' }).status === 0;
  return [
    '',
    session.paint('bold', 'Where it is'),
    `  ${paths.database}`,
    ...(hasSqlite
      ? []
      : [
          '  (the queries need the sqlite3 program, which is not installed here; any SQLite browser will do)',
        ]),
    '',
    session.paint('bold', 'Try'),
    `  npx nianbao explore${inStore}   (all of it in a browser)`,
    query(
      'SELECT unit_name, report_year, req_new_received, req_new_received_status FROM v_requests ORDER BY 3 DESC',
    ),
    query(
      "SELECT unit_name, report_year, check_id, subject, left_sum, right_sum FROM v_check WHERE outcome = 'fail'",
    ),
    query("SELECT code, severity, message, url FROM v_issue WHERE severity <> 'note'"),
    ...(example === null
      ? []
      : [
          '',
          session.paint(
            'bold',
            `From a number to the archived bytes: ${example.unit_name} ${example.report_year}, ${example.row_key} of natural persons = ${example.value}`,
          ),
          query(
            `SELECT value, raw, url, captured_at, record_id, warc_file, warc_offset FROM v_provenance WHERE report_id = '${example.report_id}' AND row_key = '${example.row_key}' AND column_key = 'natural_person'`,
          ),
          `  npx nianbao inspect ${example.record_id}${inStore}`,
        ]),
  ];
}
