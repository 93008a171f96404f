/** Questions that researchers ask of the database, as they would write them in SQL, R, Python and Stata. */

export const questions: readonly { readonly question: string; readonly sql: string }[] = [
  {
    question: 'one unit over the years',
    sql: `SELECT report_year, req_new_received, req_new_received_status, req_processed_total
      FROM v_requests WHERE unit_id = (SELECT id FROM unit WHERE division_code = '330226' AND name LIKE '%统计局' LIMIT 1)
      ORDER BY report_year`,
  },
  {
    question: 'the governments of the provinces by year',
    sql: `SELECT province, report_year, scope, req_new_received, req_new_received_status, req_denied_deliberative
      FROM v_requests WHERE unit_kind = 'government'
        AND division_code IN (SELECT code FROM division WHERE level = 'province')
      ORDER BY division_code, report_year`,
  },
  {
    question: 'a county and all its bodies in one year, wide',
    sql: `SELECT unit_name, req_new_received, req_granted_full, license_decisions, rev_total FROM v_panel
      WHERE division_code = '330226' AND report_year = 2022`,
  },
  {
    question: 'refusals by level and year',
    sql: `SELECT report_year, level, reports, ratio FROM v_indicator_level WHERE indicator_id = 'denial_rate'
      ORDER BY report_year, level`,
  },
  {
    question: 'disclosure rate of the bodies of a county',
    sql: `SELECT unit_name, report_year, disclosure_rate, substantive_disclosure_rate FROM v_indicator
      WHERE division_code = '330226' AND report_year BETWEEN 2021 AND 2023`,
  },
  {
    question: 'failed checks of one identity, the first hundred',
    sql: `SELECT report.report_id, report.unit_name, report.report_year, failure.left_sum, failure.right_sum
      FROM check_failure AS failure
      JOIN v_report AS report ON report.version_id = failure.version_id
      WHERE failure.definition_id = (
        SELECT id FROM check_definition WHERE form_id = '2021' AND check_id = 'E1' AND subject = 'all')
      LIMIT 100`,
  },
  {
    question: 'full text: 食品安全, the first fifty',
    sql: `SELECT unit_name, report_year, section_title, url FROM v_search WHERE word = '食品安全' LIMIT 50`,
  },
  {
    question: 'coverage of one county',
    sql: `SELECT name, report_year, state FROM v_coverage WHERE division_code = '330226' AND report_year >= 2019`,
  },
  {
    question: 'where one number comes from',
    sql: `SELECT value, raw, url, captured_at, warc_file, warc_offset, place_row, place_column FROM v_provenance
      WHERE report_id = (SELECT id FROM report WHERE report_year = 2022 AND unit_id IS NOT NULL LIMIT 1)
        AND table_key = 'requests' AND row_key = 'req_new_received' AND column_key = 'all'`,
  },
  {
    question: 'what was corrected in the reports of a county',
    sql: `SELECT report_id, row_key, column_key, value_before, value_after FROM v_version_change
      WHERE report_id IN (SELECT id FROM report WHERE division_code = '330226')`,
  },
  {
    question: 'how often each cell is blank, by year',
    sql: `SELECT variable.row_key, variable.column_key, report_year, sum(readings) AS blanks FROM variable_summary
      JOIN variable ON variable.id = variable_id
      WHERE variable.table_key = 'proactive' AND status = 1 GROUP BY variable_id, report_year`,
  },
];

export interface ExampleScript {
  readonly language: 'r' | 'python' | 'stata';
  readonly question: string;
  /** Where it is run. */
  readonly where: string;
  readonly text: string;
}

export const scripts: readonly ExampleScript[] = [
  {
    language: 'r',
    question: 'requests by province and year, with the number of reports that print them',
    where: 'beside the database; needs DBI and RSQLite',
    text: `db <- DBI::dbConnect(RSQLite::SQLite(), "nianbao.db", flags = RSQLite::SQLITE_RO)
requests <- DBI::dbGetQuery(db, "SELECT province, report_year, req_new_received, req_new_received_status FROM v_requests")
printed <- subset(requests, req_new_received_status == "reported")
print(aggregate(req_new_received ~ province + report_year, printed, function(x) c(reports = length(x), sum = sum(x))))
print(table(requests$report_year, requests$req_new_received_status))`,
  },
  {
    language: 'python',
    question: 'denial rates by level and year, each with the number of reports it rests on',
    where: 'beside the database; needs pandas',
    text: `import sqlite3
import pandas

db = sqlite3.connect("file:nianbao.db?mode=ro", uri=True)
rates = pandas.read_sql("SELECT report_year, level, reports, ratio FROM v_indicator_level WHERE indicator_id = 'denial_rate'", db)
print(rates.pivot(index="report_year", columns="level", values=["ratio", "reports"]))`,
  },
  {
    language: 'stata',
    question: 'requests by province and year; .b is a blank cell, and no zero',
    where: 'in the folder of the Stata export, after import.do',
    text: `use requests, clear
tabulate report_year if req_new_received == .b
collapse (sum) received = req_new_received (count) reports = req_new_received, by(province report_year)
list, sepby(province)`,
  },
];
