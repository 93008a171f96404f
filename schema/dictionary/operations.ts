import type * as tables from '../tables/operations.ts';
import { entry, type TableEntries } from './entry.ts';

export const operationEntries = {
  run: {
    relation: entry('运行', 'Run', 'Commands that made the data.', 'crawl'),
    columns: {
      id: entry('运行编号', 'Run id', 'Its number in the journal.', 'crawl'),
      command: entry('命令', 'Command', 'What was run.', 'crawl'),
      code_version: entry('程序版本', 'Code version', 'Version of Nianbao.', 'crawl'),
      started_at: entry('开始', 'Started', 'UTC.', 'crawl'),
      finished_at: entry('结束', 'Finished', 'UTC; NULL when it was killed or still runs.', 'crawl'),
      exit_code: entry('退出码', 'Exit code', 'How it ended; 0 is done.', 'crawl'),
    },
  },
  coverage: {
    relation: entry('采集覆盖', 'Coverage', 'How the last crawl of each portal ended.', 'crawl'),
    columns: {
      portal_id: entry('网站编号', 'Portal id', 'The portal.', 'registry'),
      name: entry('网站名称', 'Name', 'Its name at that crawl.', 'registry'),
      division_code: entry('区划代码', 'Division code', 'The division it serves.', 'registry'),
      home: entry('首页', 'Home page', 'Its home page at that crawl.', 'registry'),
      platform: entry('网站平台', 'Platform', 'Content-management system that was recognised.', 'crawl'),
      state: entry('状态', 'State', 'How the crawl ended.', 'crawl'),
      found: entry('已知文档', 'Found', 'Documents known of, fetched now or before.', 'crawl', '份'),
      expected_min: entry('预期下限', 'Expected at least', 'By the registry at that time.', 'registry', '份'),
      expected_max: entry('预期上限', 'Expected at most', 'By the registry at that time.', 'registry', '份'),
      new: entry('新增', 'New', 'Documents seen for the first time.', 'crawl', '份'),
      changed: entry('变化', 'Changed', 'Documents with another payload than before.', 'crawl', '份'),
      unchanged: entry('未变', 'Unchanged', 'Documents with the same payload as before.', 'crawl', '份'),
      gone: entry('消失', 'Gone', 'Documents that are no longer there.', 'crawl', '份'),
      failed: entry('失败', 'Failed', 'Documents that could not be fetched.', 'crawl', '份'),
      requests: entry('请求数', 'Requests', 'HTTP requests made.', 'crawl', '次'),
      bytes: entry('字节数', 'Bytes', 'Bytes received.', 'crawl', 'byte'),
      started_at: entry('开始', 'Started', 'UTC.', 'crawl'),
      finished_at: entry('结束', 'Finished', 'UTC.', 'crawl'),
    },
  },
  coverage_skip: {
    relation: entry('跳过统计', 'Skipped', 'Links that the last crawl of a portal left alone.', 'crawl'),
    columns: {
      portal_id: entry('网站编号', 'Portal id', 'The portal.', 'registry'),
      reason: entry('原因', 'Reason', 'Why.', 'crawl'),
      count: entry('数量', 'Count', 'How many.', 'crawl', '个'),
    },
  },
  expected_unit: {
    relation: entry(
      '应报机关',
      'Expected unit',
      'Units of which a report is expected, and for which years.',
      'load',
    ),
    columns: {
      unit_id: entry('机关编号', 'Unit id', 'Whether or not a report was ever found.', 'load'),
      name: entry('机关名称', 'Name', 'Its name.', 'reference'),
      kind: entry('机关类别', 'Kind', 'government, department …', 'load'),
      division_code: entry('区划代码', 'Division code', 'Its division.', 'reference'),
      portal_id: entry('网站编号', 'Portal id', 'Where its reports are to be found.', 'registry'),
      year_from: entry('起始年度', 'From', 'First report year expected.', 'load'),
      year_to: entry('终止年度', 'To', 'Last report year expected; NULL: still.', 'load'),
      basis: entry(
        '依据',
        'Basis',
        'division: the government of a division; reports: it reported before.',
        'load',
      ),
    },
  },
  report_period: {
    relation: entry('报告年度', 'Report period', 'Report years, and when reports are due.', 'reference'),
    columns: {
      report_year: entry('报告年度', 'Report year', 'The year reported on.', 'reference'),
      due_date: entry('应公布日期', 'Due', 'Of departments and other bodies.', 'reference'),
      government_due_date: entry('政府应公布日期', 'Due of governments', 'Of governments.', 'reference'),
    },
  },
  indicator_summary: {
    relation: entry(
      '指标汇总',
      'Indicator summary',
      'Sums of each derived indicator by year and level, over the reports that print all its parts.',
      'load',
    ),
    columns: {
      indicator_id: entry('指标', 'Indicator', 'See table indicator.', 'load'),
      report_year: entry('报告年度', 'Report year', 'The year.', 'load'),
      level: entry('级别', 'Level', 'Level of the unit’s division; unknown where that is not known.', 'load'),
      reports: entry('报告数', 'Reports', 'How many print all parts.', 'load', '份'),
      numerator: entry('分子合计', 'Numerator', 'Sum over them.', 'load', '件'),
      denominator: entry('分母合计', 'Denominator', 'Sum over them.', 'load', '件'),
    },
  },
  variable_summary: {
    relation: entry(
      '变量汇总',
      'Variable summary',
      'How often each variable has which status, by year and level, in current reports.',
      'load',
    ),
    columns: {
      variable_id: entry('指标编号', 'Variable id', 'The cell of the form.', 'form'),
      report_year: entry('报告年度', 'Report year', 'The year.', 'load'),
      level: entry('级别', 'Level', 'Level of the unit’s division; unknown where that is not known.', 'load'),
      status: entry('状态码', 'Status', 'See table status.', 'document'),
      readings: entry('读数', 'Readings', 'How many.', 'load', '个'),
    },
  },
  issue: {
    relation: entry('问题', 'Issue', 'Everything that a person should look at.', 'load'),
    columns: {
      stage: entry('阶段', 'Stage', 'Which program saw it.', 'load'),
      code: entry('代码', 'Code', 'What kind of issue; see issue_code.', 'load'),
      message: entry('说明', 'Message', 'What happened, to what.', 'load'),
      subject: entry('对象', 'Subject', 'Address, file, portal or table that it is about.', 'load'),
      capture_id: entry('存档编号', 'Capture id', 'The document that it is about.', 'load'),
      report_id: entry('报告编号', 'Report id', 'The report that it is about.', 'load'),
      run_id: entry('运行编号', 'Run id', 'The run that saw it.', 'load'),
    },
  },
  release: {
    relation: entry('发布', 'Release', 'This file, in one row.', 'load'),
    columns: {
      id: entry('发布编号', 'Release id', 'Date and input digest.', 'load'),
      built_at: entry('构建时间', 'Built at', 'UTC.', 'load'),
      code_version: entry('程序版本', 'Code version', 'Version of Nianbao that built it.', 'load'),
      input_digest: entry('输入摘要', 'Input digest', 'Of everything it was built from.', 'load'),
      input_key_digest: entry(
        '输入标识摘要',
        'Input key digest',
        'The same without going through the extractions, by which an unchanged night is recognised; may be NULL.',
        'load',
      ),
      units: entry('机关数', 'Units', 'Rows of unit.', 'load', '个'),
      reports: entry('报告数', 'Reports', 'Rows of report.', 'load', '份'),
      reports_in_panel: entry('入面板报告数', 'In the panel', 'With unit and year known.', 'load', '份'),
      versions: entry('版本数', 'Versions', 'Rows of report_version.', 'load', '个'),
      documents: entry('文档数', 'Documents', 'Rows of rendition.', 'load', '份'),
      readings: entry('读数', 'Readings', 'Rows of reading.', 'load', '个'),
      readings_reported: entry('有值读数', 'Readings reported', 'Those with a printed number.', 'load', '个'),
      checks_failed: entry(
        '不符勾稽数',
        'Checks failed',
        'Failed identities, in all versions.',
        'load',
        '个',
      ),
      base_key: entry('基础摘要', 'Base key', 'What a load that adds to it must share.', 'load'),
      captures_through: entry('存档截至', 'Captures through', 'Where its captures end.', 'load'),
      extractions_through: entry('解读截至', 'Extractions through', 'Where its extractions end.', 'load'),
    },
  },
} satisfies {
  coverage: TableEntries<typeof tables.coverage>;
  coverage_skip: TableEntries<typeof tables.coverage_skip>;
  expected_unit: TableEntries<typeof tables.expected_unit>;
  indicator_summary: TableEntries<typeof tables.indicator_summary>;
  report_period: TableEntries<typeof tables.report_period>;
  variable_summary: TableEntries<typeof tables.variable_summary>;
  issue: TableEntries<typeof tables.issue>;
  release: TableEntries<typeof tables.release>;
  run: TableEntries<typeof tables.run>;
};
