import type {
  check_definition,
  concordance,
  dictionary,
  division,
  division_change,
  division_constant,
  division_name,
  flag,
  form,
  form_cell,
  indicator,
  issue_code,
  layout,
  layout_place,
  skip_reason,
  status,
  variable,
} from '../tables/index.ts';
import { entry, type TableEntries } from './entry.ts';

const tableKey = entry(
  '表',
  'Table',
  'proactive (section 二), requests (三), remedies (四) or statistics (统计表).',
  'form',
);
const divisionCode = entry('区划代码', 'Division code', 'The division.', 'reference');

export const referenceEntries = {
  division: {
    relation: entry('行政区划', 'Division', 'The national list of divisions, to town level.', 'reference'),
    columns: {
      code: entry('区划代码', 'Division code', 'GB/T 2260 code; nine digits at town level.', 'reference'),
      name: entry('名称', 'Name', 'Name in the list; NULL for a code in use that is not in it.', 'reference'),
      level: entry(
        '级别',
        'Level',
        'country, province, prefecture, county or township; for codes not in the list, by their shape.',
        'reference',
      ),
      parent_code: entry('上级代码', 'Parent code', 'The division that it is part of.', 'reference'),
      year_from: entry(
        '起始年度',
        'From',
        'First year at whose end the code was in force; NULL where not known.',
        'reference',
      ),
      year_to: entry(
        '终止年度',
        'To',
        'Last such year; NULL where it is in force or that is not known.',
        'reference',
      ),
    },
  },
  division_name: {
    relation: entry(
      '区划名称沿革',
      'Names of a division',
      'What a code was called, and when. County level and above.',
      'reference',
    ),
    columns: {
      code: divisionCode,
      year_from: entry('起始年度', 'From', 'First year at whose end it bore the name.', 'reference'),
      year_to: entry('终止年度', 'To', 'Last such year; NULL: still.', 'reference'),
      name: entry('名称', 'Name', 'Its name then.', 'reference'),
    },
  },
  division_change: {
    relation: entry(
      '区划变更',
      'Change of divisions',
      'Which code took the place of which. County level and above.',
      'reference',
    ),
    columns: {
      code: divisionCode,
      year: entry('变更年度', 'Year', 'First year at whose end the change was in force.', 'reference'),
      successor_code: entry(
        '后继代码',
        'Successor',
        'The code that took its place, or part of it.',
        'reference',
      ),
      kind: entry(
        '变更类别',
        'Kind',
        'renamed or recoded (same territory), merged, split, part_transferred.',
        'reference',
      ),
    },
  },
  division_constant: {
    relation: entry(
      '固定边界代码',
      'Constant-boundary code',
      'The code of the base year 2020 that stands for the same territory. County level and above.',
      'reference',
    ),
    columns: {
      code: divisionCode,
      year_from: entry('起始年度', 'From', 'First report year of this mapping.', 'reference'),
      year_to: entry('终止年度', 'To', 'Last report year of this mapping.', 'reference'),
      constant_code: entry(
        '固定边界代码',
        'Constant code',
        'Code at the end of 2020; NULL where no single one stands for it.',
        'reference',
      ),
      automatic_mapping: entry(
        '可自动对应',
        'Automatic mapping',
        '1: the same territory. 0: merged, split or with a part transferred between the year and 2020.',
        'reference',
      ),
    },
  },
  form: {
    relation: entry('年报格式', 'Form', 'Editions of the reporting form.', 'form'),
    columns: {
      id: entry('版本', 'Edition', 'First report year for which it is prescribed.', 'form'),
      title: entry('名称', 'Title', 'Official title.', 'form'),
      authority: entry('文号', 'Authority', 'The notice that prescribes it.', 'form'),
      year_from: entry('起始年度', 'From', 'First report year.', 'form'),
      year_to: entry('终止年度', 'To', 'Last report year; NULL while in force.', 'form'),
    },
  },
  variable: {
    relation: entry(
      '指标',
      'Variable',
      'A cell of the form by its keys. Editions that have the same cell share its variable.',
      'form',
    ),
    columns: {
      id: entry('指标编号', 'Variable id', 'Valid within one release; the keys are for ever.', 'load'),
      table_key: tableKey,
      row_key: entry('行', 'Row', 'Key of the row.', 'form'),
      column_key: entry('列', 'Column', 'Key of the column.', 'form'),
      strip_id: entry('存储行', 'Strip', 'Row of reading_strip that holds its readings.', 'load'),
      slot: entry('存储位', 'Slot', 'Where in that row, from 0.', 'load'),
    },
  },
  form_cell: {
    relation: entry('格式单元格', 'Form cell', 'The cells of each edition, with its labels.', 'form'),
    columns: {
      form_id: entry('版本', 'Edition', 'The edition.', 'form'),
      variable_id: entry('指标编号', 'Variable id', 'The variable that the cell holds.', 'form'),
      position: entry('次序', 'Position', 'Order in the form, from 1.', 'form'),
      row_label: entry('行标题', 'Row label', 'The row’s own label in this edition.', 'form'),
      row_path: entry('行标题路径', 'Row path', 'Its labels from the outermost, joined by “ > ”.', 'form'),
      column_label: entry('列标题', 'Column label', 'The column’s own label in this edition.', 'form'),
      column_path: entry(
        '列标题路径',
        'Column path',
        'Its labels from the outermost, joined by “ > ”.',
        'form',
      ),
      type: entry(
        '类型',
        'Type',
        'count (whole, not negative), signed_count (a change) or amount (money).',
        'form',
      ),
      unit: entry(
        '计量单位',
        'Unit',
        'Unit by the form; NULL where the form prints none for an amount.',
        'form',
      ),
    },
  },
  status: {
    relation: entry('取值状态', 'Status', 'Why a cell has, or has not, a value.', 'reference'),
    columns: {
      code: entry('状态码', 'Code', 'The number that reading.status holds.', 'reference'),
      name: entry('状态', 'Name', 'The word that the views give.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What it says of the cell.', 'reference'),
    },
  },
  check_definition: {
    relation: entry(
      '勾稽关系',
      'Check definition',
      'The identities that each edition promises, one row for each subject.',
      'form',
    ),
    columns: {
      id: entry('编号', 'Id', 'Valid within one release.', 'load'),
      form_id: entry('版本', 'Edition', 'The edition.', 'form'),
      position: entry('次序', 'Position', 'Letter of version_check.outcomes, from 1.', 'load'),
      check_id: entry('勾稽关系编号', 'Check', 'E1, E2 …', 'form'),
      table_key: tableKey,
      span: entry(
        '跨度',
        'Span',
        'report: within one report; years: with the report of the year before.',
        'form',
      ),
      strength: entry(
        '强度',
        'Strength',
        'hard: the form says so; soft: it follows from the meaning.',
        'form',
      ),
      along: entry('方向', 'Along', 'columns: tried on each column; rows: on each row.', 'form'),
      subject: entry('对象', 'Subject', 'Key of the column or row that it is tried on.', 'form'),
      meaning: entry('含义', 'Meaning', 'What it says.', 'form'),
    },
  },
  issue_code: {
    relation: entry('问题代码', 'Issue code', 'Everything that can be reported as an issue.', 'reference'),
    columns: {
      code: entry('代码', 'Code', 'stage.subject.problem.', 'reference'),
      severity: entry('严重程度', 'Severity', 'error, warning or note.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What happened.', 'reference'),
      remedy: entry('处理办法', 'Remedy', 'What a person can do about it.', 'reference'),
    },
  },
  flag: {
    relation: entry('提示代码', 'Flag', 'What a flag says; see report_flag.', 'reference'),
    columns: {
      code: entry('代码', 'Code', 'Its code.', 'reference'),
      severity: entry('严重程度', 'Severity', 'error, warning or note.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What it says.', 'reference'),
      meaning_zh: entry('中文含义', 'Meaning in Chinese', 'The same in Chinese.', 'reference'),
    },
  },
  concordance: {
    relation: entry(
      '跨版本对照',
      'Concordance',
      'Which cells of which edition stand for a concept; several are added up.',
      'reference',
    ),
    columns: {
      concept: entry('概念', 'Concept', 'Its key.', 'reference'),
      form_id: entry('版本', 'Edition', 'The edition.', 'form'),
      term: entry('项次', 'Term', 'Order of the cells that are added up, from 1.', 'reference'),
      variable_id: entry('指标编号', 'Variable id', 'The cell.', 'form'),
      grade: entry(
        '可比程度',
        'Grade',
        'exact, approximate or none: how far it may be set beside the edition of 2021.',
        'reference',
      ),
      note: entry('说明', 'Note', 'Why.', 'reference'),
    },
  },
  indicator: {
    relation: entry('派生指标', 'Indicator', 'Derived indicators and their definitions.', 'reference'),
    columns: {
      id: entry('指标', 'Indicator', 'Its key; v_indicator has a column of this name.', 'reference'),
      zh: entry('中文名', 'Chinese', 'Its name in Chinese.', 'reference'),
      en: entry('英文名', 'English', 'Its name in English.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What it says, and what it does not.', 'reference'),
      numerator: entry('分子', 'Numerator', 'The cells that are added up.', 'reference'),
      denominator: entry('分母', 'Denominator', 'The cells that are added up.', 'reference'),
    },
  },
  skip_reason: {
    relation: entry('跳过原因', 'Skip reason', 'Why the crawler leaves a link alone.', 'reference'),
    columns: {
      code: entry('代码', 'Code', 'The reason.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What it says.', 'reference'),
    },
  },
  dictionary: {
    relation: entry('数据字典', 'Dictionary', 'This table.', 'reference'),
    columns: {
      relation: entry('表名', 'Relation', 'Table or view.', 'reference'),
      column_name: entry(
        '列名',
        'Column name',
        'Its column, or * for the table or view itself.',
        'reference',
      ),
      position: entry('次序', 'Position', 'Order of the column, from 1; 0 for the relation.', 'reference'),
      zh: entry('中文名', 'Chinese', 'Its name in Chinese.', 'reference'),
      en: entry('英文名', 'English', 'Its name in English.', 'reference'),
      meaning: entry('含义', 'Meaning', 'What it holds.', 'reference'),
      unit: entry('计量单位', 'Unit', 'Unit of its numbers; NULL for anything else.', 'reference'),
      origin: entry(
        '来源',
        'Origin',
        'Who says it: reference, registry, archive, crawl, document, form or load.',
        'reference',
      ),
    },
  },
  layout: {
    relation: entry(
      '版式',
      'Layout',
      'One arrangement of a table’s cells; documents laid out alike share it.',
      'load',
    ),
    columns: {
      id: entry('版式编号', 'Layout id', 'Made from the places; the same in every release.', 'load'),
      table_key: tableKey,
      cells: entry('单元格数', 'Cells', 'How many cells have a place in it.', 'load', '个'),
    },
  },
  layout_place: {
    relation: entry('单元格位置', 'Place in a layout', 'Where each cell of a layout stands.', 'document'),
    columns: {
      layout_id: entry('版式编号', 'Layout id', 'The layout.', 'load'),
      variable_id: entry('指标编号', 'Variable id', 'The cell.', 'form'),
      block_offset: entry(
        '块偏移',
        'Block offset',
        'Blocks after the table’s first block (version_table.place_block).',
        'document',
      ),
      place_row: entry('行号', 'Row', 'Row within the block, from 0.', 'document'),
      place_column: entry('列号', 'Column', 'Column within the block, from 0.', 'document'),
    },
  },
} satisfies {
  check_definition: TableEntries<typeof check_definition>;
  concordance: TableEntries<typeof concordance>;
  dictionary: TableEntries<typeof dictionary>;
  division: TableEntries<typeof division>;
  division_change: TableEntries<typeof division_change>;
  division_constant: TableEntries<typeof division_constant>;
  division_name: TableEntries<typeof division_name>;
  flag: TableEntries<typeof flag>;
  form: TableEntries<typeof form>;
  form_cell: TableEntries<typeof form_cell>;
  indicator: TableEntries<typeof indicator>;
  issue_code: TableEntries<typeof issue_code>;
  layout: TableEntries<typeof layout>;
  layout_place: TableEntries<typeof layout_place>;
  skip_reason: TableEntries<typeof skip_reason>;
  status: TableEntries<typeof status>;
  variable: TableEntries<typeof variable>;
};
