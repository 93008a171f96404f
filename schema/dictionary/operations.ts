import type { coverage, coverage_skip, issue, release, run } from '../tables/index.ts';
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
  issue: {
    relation: entry('问题', 'Issue', 'Everything that a person should look at.', 'load'),
    columns: {
      id: entry('编号', 'Id', 'Valid within one release.', 'load'),
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
    },
  },
} satisfies {
  coverage: TableEntries<typeof coverage>;
  coverage_skip: TableEntries<typeof coverage_skip>;
  issue: TableEntries<typeof issue>;
  release: TableEntries<typeof release>;
  run: TableEntries<typeof run>;
};
