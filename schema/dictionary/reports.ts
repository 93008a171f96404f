import type {
  check_result,
  reading,
  reading_detail,
  report,
  report_version,
  section,
  unit,
  version_table,
} from '../tables/index.ts';
import { entry, type TableEntries } from './entry.ts';

const versionId = entry('报告版本', 'Version', 'The version; valid within one release.', 'load');
const variableId = entry('指标编号', 'Variable id', 'The cell of the form.', 'form');

export const reportEntries = {
  unit: {
    relation: entry('机关', 'Unit', 'The bodies that report.', 'load'),
    columns: {
      id: entry('机关编号', 'Unit id', 'The same in every release; made from the identity.', 'load'),
      identity: entry(
        '识别键',
        'Identity',
        'Division code and name without the division’s own; where the division is unknown, site and name.',
        'load',
      ),
      name: entry(
        '机关名称',
        'Name',
        'As its latest report prints it; others are in rendition.unit_name.',
        'document',
      ),
      kind: entry('机关类别', 'Kind', 'government, department, township …; NULL when unknown.', 'document'),
      division_code: entry('区划代码', 'Division code', 'The division it is of, or serves.', 'document'),
      parent_name: entry('上级名称', 'Parent', 'Name of the division or body above it.', 'document'),
    },
  },
  report: {
    relation: entry(
      '年度报告',
      'Report',
      'One unit, one year; where either is unknown, one document without a place in the panel.',
      'load',
    ),
    columns: {
      id: entry('报告编号', 'Report id', 'Unit and year; the same in every release.', 'load'),
      unit_id: entry('机关编号', 'Unit id', 'Who reports; NULL when unknown.', 'document'),
      report_year: entry(
        '报告年度',
        'Report year',
        'The year reported on, not the year of publication; NULL when unknown.',
        'document',
      ),
      current_version_id: entry('现行版本', 'Current version', 'The version that the views show.', 'load'),
      published_date: entry(
        '发布日期',
        'Published',
        'Date on which the page says it was published.',
        'document',
      ),
      scope: entry(
        '统计范围',
        'Scope',
        'own_organ, own_level_with_departments, jurisdiction_consolidated or unstated. Never add a government’s figures to those of its departments.',
        'document',
      ),
      scope_evidence: entry('范围依据', 'Scope evidence', 'Sentence that shows the scope.', 'document'),
    },
  },
  report_version: {
    relation: entry('报告版本', 'Version of a report', 'What a report said, when.', 'load'),
    columns: {
      id: entry('版本编号', 'Version id', 'Valid within one release.', 'load'),
      report_id: entry('报告编号', 'Report id', 'The report.', 'load'),
      number: entry('版本号', 'Number', '1, 2, … in the order first captured.', 'load'),
      digest: entry('内容指纹', 'Digest', 'Of its cells and text; the same in every release.', 'load'),
      capture_id: entry('存档编号', 'Capture id', 'The document its readings were taken from.', 'load'),
      previous_version_id: entry(
        '前一版本',
        'Previous version',
        'What the same address said before; NULL for its first.',
        'load',
      ),
      first_captured_at: entry('首次存档', 'First captured', 'When it was first seen, UTC.', 'archive'),
      last_captured_at: entry('最近存档', 'Last captured', 'When it was last seen, UTC.', 'archive'),
      is_live: entry('是否在线', 'Is live', '1 if some address still says so.', 'load'),
      reported_cells: entry('有值单元格', 'Reported cells', 'Cells with a printed number.', 'load', '个'),
      failed_checks: entry('不符勾稽数', 'Failed checks', 'Identities of the form that fail.', 'load', '个'),
    },
  },
  version_table: {
    relation: entry('报告表格', 'Table of a version', 'The three tables of each version.', 'document'),
    columns: {
      version_id: versionId,
      table_key: entry('表', 'Table', 'proactive, requests or remedies.', 'form'),
      status: entry('状态', 'Status', 'present or absent.', 'document'),
      form_id: entry('版本', 'Edition', 'Edition the table is in, whatever the report cites.', 'document'),
      form_evidence: entry('版本依据', 'Edition evidence', 'What showed the edition.', 'document'),
      place_block: entry('块号', 'Block', 'First block of the table in the document, from 0.', 'document'),
      layout_id: entry('版式编号', 'Layout id', 'Where its cells stand.', 'load'),
    },
  },
  reading: {
    relation: entry(
      '读数',
      'Reading',
      'One cell read: one row for every cell of the forms a version is in. v_reading is easier to use.',
      'document',
    ),
    columns: {
      version_id: versionId,
      variable_id: variableId,
      status: entry('状态码', 'Status', 'See table status; 0 is reported.', 'document'),
      value: entry(
        '数值',
        'Value',
        'The printed number, in the printed unit. NULL unless reported: a blank is not zero.',
        'document',
        'as printed',
      ),
      raw: entry(
        '原文',
        'Raw text',
        'As printed, white space included. NULL where no cell is printed, or where it is the value’s plain digits.',
        'document',
      ),
    },
  },
  reading_detail: {
    relation: entry('读数补充', 'Detail of a reading', 'What few readings have.', 'document'),
    columns: {
      version_id: versionId,
      variable_id: variableId,
      unit: entry('计量单位', 'Unit', 'Unit printed in the cell or its heading.', 'document'),
      value_yuan: entry(
        '金额（元）',
        'Value in yuan',
        'Amounts only; NULL where no unit is printed, since none is guessed.',
        'document',
        '元',
      ),
      inferred: entry(
        '定位依据',
        'Inferred',
        'What decided the place where labels alone did not.',
        'document',
      ),
      flags: entry(
        '书写方式',
        'Flags',
        'How the number is printed, where not plainly in digits: chinese_numeral (三), word_sign (减3), approximate (300余), note (words behind it), spaced_digits; parted by blanks.',
        'document',
      ),
    },
  },
  check_result: {
    relation: entry(
      '勾稽结果',
      'Check result',
      'Each identity of the form, tried on each version.',
      'document',
    ),
    columns: {
      version_id: versionId,
      definition_id: entry('勾稽关系', 'Definition', 'Which identity, on what.', 'form'),
      outcome: entry('结果', 'Outcome', '0 pass, 1 fail, 2 not assessable.', 'document'),
      left_sum: entry(
        '左侧合计',
        'Left sum',
        'As printed; NULL where an operand is missing.',
        'document',
        '件',
      ),
      right_sum: entry(
        '右侧合计',
        'Right sum',
        'As printed; NULL where an operand is missing.',
        'document',
        '件',
      ),
    },
  },
  section: {
    relation: entry('章节', 'Section', 'Running text of each version, without its tables.', 'document'),
    columns: {
      version_id: versionId,
      position: entry('次序', 'Position', 'Order in the document, from 1.', 'document'),
      number: entry('章节号', 'Number', '1 to 6: the section of the form, whatever is printed.', 'document'),
      title: entry('标题', 'Title', 'As printed, cleaned.', 'document'),
      text: entry('正文', 'Text', 'Paragraphs separated by a line feed.', 'document'),
    },
  },
} satisfies {
  check_result: TableEntries<typeof check_result>;
  reading: TableEntries<typeof reading>;
  reading_detail: TableEntries<typeof reading_detail>;
  report: TableEntries<typeof report>;
  report_version: TableEntries<typeof report_version>;
  section: TableEntries<typeof section>;
  unit: TableEntries<typeof unit>;
  version_table: TableEntries<typeof version_table>;
};
