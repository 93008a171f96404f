import type {
  check_failure,
  extension,
  inference,
  raw_grid,
  reading_detail,
  reading_strip,
  report,
  report_flag,
  report_version,
  section,
  text_fact,
  text_shingle,
  unit,
  unit_division,
  unit_name,
  version_check,
  version_table,
} from '../tables/index.ts';
import { entry, type TableEntries } from './entry.ts';

const versionId = entry('报告版本', 'Version', 'The version; valid within one release.', 'load');
const variableId = entry('指标编号', 'Variable id', 'The cell of the form.', 'form');

const slotEntry = entry(
  '数值',
  'Value of a slot',
  'The printed number, in the printed unit. NULL unless reported: a blank is not zero.',
  'document',
  'as printed',
);
const slotEntries = {
  v0: slotEntry,
  v1: slotEntry,
  v2: slotEntry,
  v3: slotEntry,
  v4: slotEntry,
  v5: slotEntry,
  v6: slotEntry,
  v7: slotEntry,
};

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
        'As its latest report prints it; the table unit_name has the others, with their years.',
        'document',
      ),
      kind: entry('机关类别', 'Kind', 'government, department, township …; NULL when unknown.', 'document'),
      division_code: entry(
        '区划代码',
        'Division code',
        'The division it is of, or serves, as of its latest report.',
        'document',
      ),
      parent_name: entry('上级名称', 'Parent', 'Name of the division or body above it.', 'document'),
      parent_unit_id: entry(
        '上级机关',
        'Parent unit',
        'The government over it, where that one is a unit here; by year in unit_division.',
        'load',
      ),
      confidence: entry('可信度', 'Confidence', 'How sure it is which body this is.', 'load'),
      first_year: entry('最早年度', 'First year', 'Year of its first report here.', 'load'),
      last_year: entry('最近年度', 'Last year', 'Year of its latest report here.', 'load'),
    },
  },
  unit_name: {
    relation: entry('机关名称沿革', 'Names of a unit', 'The names that its documents print.', 'document'),
    columns: {
      unit_id: entry('机关编号', 'Unit id', 'The unit.', 'load'),
      name: entry('名称', 'Name', 'As printed.', 'document'),
      first_year: entry('最早年度', 'First year', 'First report year with this name.', 'load'),
      last_year: entry('最近年度', 'Last year', 'Last report year with this name.', 'load'),
      documents: entry('文档数', 'Documents', 'How many documents print it.', 'load', '份'),
    },
  },
  unit_division: {
    relation: entry(
      '机关区划沿革',
      'Division of a unit by year',
      'Code of its division, and of the division above, by report year.',
      'reference',
    ),
    columns: {
      unit_id: entry('机关编号', 'Unit id', 'The unit.', 'load'),
      year_from: entry('起始年度', 'From', 'First report year.', 'reference'),
      year_to: entry('终止年度', 'To', 'Last report year; NULL: still.', 'reference'),
      division_code: entry('区划代码', 'Division code', 'Its division in these years.', 'reference'),
      parent_code: entry('上级代码', 'Parent code', 'The division above in these years.', 'reference'),
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
      division_code: entry(
        '当年区划代码',
        'Division code of the year',
        'The unit’s division as coded at the end of the report year.',
        'reference',
      ),
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
      id: entry(
        '版本编号',
        'Version id',
        'That of the document its readings were taken from; valid within one release.',
        'load',
      ),
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
    relation: entry('报告表格', 'Table of a version', 'The tables of each version.', 'document'),
    columns: {
      version_id: versionId,
      table_key: entry('表', 'Table', 'proactive, requests, remedies or statistics.', 'form'),
      status: entry('状态', 'Status', 'present or absent.', 'document'),
      form_id: entry('版本', 'Edition', 'Edition the table is in, whatever the report cites.', 'document'),
      form_evidence: entry('版本依据', 'Edition evidence', 'What showed the edition.', 'document'),
      place_block: entry('块号', 'Block', 'First block of the table in the document, from 0.', 'document'),
      layout_id: entry('版式编号', 'Layout id', 'Where its cells stand.', 'load'),
    },
  },
  reading_strip: {
    relation: entry(
      '读数行',
      'Strip of readings',
      'Up to eight cells read, side by side, as they are stored. Query the view reading, or v_reading, instead.',
      'document',
    ),
    columns: {
      version_id: versionId,
      strip_id: entry('行号', 'Strip', 'Which cells: those whose variable.strip_id it is.', 'form'),
      statuses: entry(
        '状态码组',
        'Statuses',
        'Four bits for each slot, from the lowest: the status code; 8 where the form has no such cell.',
        'document',
      ),
      ...slotEntries,
      raws: entry(
        '原文组',
        'Raw texts',
        'JSON by slot: text as printed; null for what the value lets expect, false for no text known. NULL: all as expected.',
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
  version_check: {
    relation: entry(
      '勾稽结果组',
      'Checks of a version',
      'How the identities of a form came out, a letter each, as stored. Query check_result or v_check instead.',
      'document',
    ),
    columns: {
      version_id: versionId,
      form_id: entry('版本', 'Edition', 'The edition whose identities were tried.', 'form'),
      outcomes: entry(
        '结果组',
        'Outcomes',
        'By check_definition.position: 0 pass, 1 fail, 2 not assessable, - not tried.',
        'document',
      ),
    },
  },
  check_failure: {
    relation: entry('不符勾稽', 'Failed check', 'Identities that fail, with their two sides.', 'document'),
    columns: {
      version_id: versionId,
      definition_id: entry('勾稽关系', 'Definition', 'Which identity, on what.', 'form'),
      left_sum: entry('左侧合计', 'Left sum', 'As printed.', 'document', '件'),
      right_sum: entry('右侧合计', 'Right sum', 'As printed.', 'document', '件'),
      earlier_version_id: entry(
        '上年版本',
        'Earlier version',
        'Of identities between two years: the version of the year before.',
        'load',
      ),
    },
  },
  extension: {
    relation: entry(
      '附加行',
      'Added row',
      'Cells of rows that a body added to the form, or that are of another edition than their table.',
      'document',
    ),
    columns: {
      version_id: versionId,
      position: entry('次序', 'Position', 'Order in the document, from 1.', 'document'),
      table_key: entry('表', 'Table', 'The table that it was added to.', 'document'),
      form_id: entry(
        '版本',
        'Edition',
        'Edition that the row is of; its table’s, for one that was added.',
        'document',
      ),
      row_key: entry('行', 'Row', '`ext:` and the label: the same words give the same key.', 'document'),
      row_path: entry('行标题路径', 'Row path', 'Labels as printed, joined by “ > ”.', 'document'),
      column_key: entry('列', 'Column', 'The form’s column above it; NULL where none.', 'form'),
      heading: entry('列标题', 'Heading', 'The heading above it as printed.', 'document'),
      value: entry('数值', 'Value', 'The printed number; NULL unless reported.', 'document', 'as printed'),
      status: entry('状态码', 'Status', 'See table status; 0 is reported.', 'document'),
      raw: entry('原文', 'Raw text', 'As printed.', 'document'),
      unit: entry('计量单位', 'Unit', 'As printed.', 'document'),
      place_block: entry('块号', 'Block', 'Block of the document, from 0.', 'document'),
      place_row: entry('行号', 'Row', 'Row within the block, from 0.', 'document'),
      place_column: entry('列号', 'Column', 'Column within the block, from 0.', 'document'),
    },
  },
  raw_grid: {
    relation: entry('其他表格', 'Raw table', 'Tables with figures that no edition knows.', 'document'),
    columns: {
      version_id: versionId,
      position: entry('次序', 'Position', 'Order in the document, from 1.', 'document'),
      place_block: entry('块号', 'Block', 'Block of the document, from 0.', 'document'),
      rows: entry('内容', 'Rows', 'JSON: rows of cell texts as printed.', 'document'),
    },
  },
  inference: {
    relation: entry(
      '推断值',
      'Inference',
      'Numbers that are not printed and follow from what is. Never part of a reading.',
      'load',
    ),
    columns: {
      version_id: versionId,
      variable_id: variableId,
      value: entry('数值', 'Value', 'What follows.', 'load', 'as printed'),
      rule: entry('规则', 'Rule', 'By which rule.', 'load'),
      rests_on: entry('依据', 'Rests on', 'Keys row/column of the printed cells.', 'load'),
    },
  },
  text_fact: {
    relation: entry('正文数字', 'Text fact', 'Numbers that the running text gives.', 'document'),
    columns: {
      version_id: versionId,
      position: entry('次序', 'Position', 'Order, from 1.', 'document'),
      key: entry('事项', 'Key', 'What the number is of.', 'document'),
      value: entry('数值', 'Value', 'In yuan for money, else as printed.', 'document', 'as printed'),
      unit: entry('计量单位', 'Unit', 'As printed.', 'document'),
      is_approximate: entry('是否约数', 'Is approximate', '1: 余, 约 and the like.', 'document'),
      evidence: entry('依据', 'Evidence', 'The sentence it stands in.', 'document'),
      agrees: entry(
        '与表格一致',
        'Agrees',
        '1: the table prints the same; 0: another; NULL: nothing comparable.',
        'load',
      ),
    },
  },
  report_flag: {
    relation: entry('提示', 'Flag', 'What makes a careful reader pause; no value is changed.', 'load'),
    columns: {
      version_id: versionId,
      code: entry('代码', 'Code', 'See table flag.', 'load'),
      position: entry('次序', 'Position', 'Order among those of the code, from 1.', 'load'),
      table_key: entry('表', 'Table', 'Where it is about one table.', 'load'),
      row_key: entry('行', 'Row', 'Where it is about one row.', 'load'),
      column_key: entry('列', 'Column', 'Where it is about one column.', 'load'),
      detail: entry('说明', 'Detail', 'What was seen.', 'load'),
      other_report_id: entry('另一报告', 'Other report', 'The other report, where two are compared.', 'load'),
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
  text_shingle: {
    relation: entry(
      '文本片段',
      'Text shingle',
      'Eight runs of ten characters that stand for the text of each current version where texts are compared.',
      'load',
    ),
    columns: {
      hash: entry('散列值', 'Hash', 'Of the run; dates and the body’s own name are left out before.', 'load'),
      version_id: versionId,
    },
  },
} satisfies {
  check_failure: TableEntries<typeof check_failure>;
  extension: TableEntries<typeof extension>;
  inference: TableEntries<typeof inference>;
  raw_grid: TableEntries<typeof raw_grid>;
  reading_detail: TableEntries<typeof reading_detail>;
  reading_strip: TableEntries<typeof reading_strip>;
  report: TableEntries<typeof report>;
  report_flag: TableEntries<typeof report_flag>;
  report_version: TableEntries<typeof report_version>;
  section: TableEntries<typeof section>;
  text_fact: TableEntries<typeof text_fact>;
  text_shingle: TableEntries<typeof text_shingle>;
  unit: TableEntries<typeof unit>;
  unit_division: TableEntries<typeof unit_division>;
  unit_name: TableEntries<typeof unit_name>;
  version_check: TableEntries<typeof version_check>;
  version_table: TableEntries<typeof version_table>;
};
