/**
 * Closed lists of what makes a careful reader pause (flags), of rules by which an unprinted number follows from
 * printed ones (inferences), and of numbers that the running text gives (text facts). None changes a value.
 */

/** `warning`: something is likely wrong, in the report or in its reading. `note`: worth knowing before use. */
export type FlagSeverity = 'warning' | 'note';

export interface FlagDefinition {
  readonly severity: FlagSeverity;
  readonly meaning: string;
  readonly meaning_zh: string;
}

const flag = (severity: FlagSeverity, meaning: string, meaning_zh: string): FlagDefinition => ({
  severity,
  meaning,
  meaning_zh,
});

const sectionMissing = (number: number, title: string): FlagDefinition =>
  flag(
    'note',
    `The report has no section ${number}; what belongs there is unknown.`,
    `报告缺少“${title}”部分。`,
  );

export const flagDefinitions = {
  'hard_fail:E1': flag(
    'warning',
    'Requests received and carried in are not those processed and carried out.',
    '新收与上年结转之和不等于办理结果总计与结转下年度之和。',
  ),
  'hard_fail:E2': flag(
    'warning',
    'The total processed is not the sum of the results.',
    '办理结果总计不等于各项结果之和。',
  ),
  'hard_fail:E3': flag(
    'warning',
    'The total of a row is not the sum of its applicants.',
    '某行总计不等于各类申请人之和。',
  ),
  'hard_fail:E4': flag(
    'warning',
    'The total of reviews or suits is not the sum of their outcomes.',
    '复议或诉讼总计不等于各结果之和。',
  ),
  'hard_fail:statistics': flag(
    'warning',
    'A total of the 统计表 is not the sum of its parts.',
    '统计表中某项总数不等于各分项之和。',
  ),
  applicant_mismatch: flag(
    'warning',
    'Totals agree, but a kind of applicant has other numbers of requests received and of requests dealt with.',
    '总计相符，但某类申请人的收到数与办理数不符。',
  ),
  rules_below_prefecture: flag(
    'warning',
    'A body that cannot make 规章 reports some: only from cities with districts (设区的市) up may make them.',
    '无权制定规章的机关填报了规章数量。',
  ),
  published_new_exceeds_stock: flag(
    'warning',
    'More documents are newly published than are published in all.',
    '本年新公开数量大于对外公开总数量。',
  ),
  issued_exceeds_in_force: flag(
    'note',
    'Fewer documents are in force than were issued this year, less those repealed.',
    '现行有效件数小于本年制发件数减本年废止件数。',
  ),
  repeated_value_suspect: flag(
    'warning',
    'Three rows or more have the same figure in one column, as where one number was typed into all.',
    '同一列三行以上数值相同，疑似重复填写。',
  ),
  amount_unit_suspect: flag(
    'warning',
    'An amount looks as if typed in yuan into a column of 万元.',
    '疑似将以元为单位的金额填入万元栏。',
  ),
  unit_missing: flag('note', 'An amount is printed without a unit.', '金额未标明单位。'),
  cells_dropped: flag(
    'warning',
    'Numbers of a table cannot be tied to their cells, since cells were lost on the way to the page.',
    '表格单元格缺失，数字无法对应。',
  ),
  alignment_inferred: flag(
    'note',
    "A number's cell was decided by more than its labels.",
    '数值所属单元格并非仅凭标签确定。',
  ),
  outdated_form: flag(
    'note',
    'A table is in an edition of the form that another one had replaced by the report year.',
    '使用了报告年度已被替代的格式。',
  ),
  form_before_its_time: flag(
    'warning',
    'A table is in an edition of the form that was not yet prescribed for the report year.',
    '使用了报告年度尚未施行的格式。',
  ),
  'section_missing:1': sectionMissing(1, '总体情况'),
  'section_missing:2': sectionMissing(2, '主动公开政府信息情况'),
  'section_missing:3': sectionMissing(3, '收到和处理政府信息公开申请情况'),
  'section_missing:4': sectionMissing(4, '政府信息公开行政复议、行政诉讼情况'),
  'section_missing:5': sectionMissing(5, '存在的主要问题及改进情况'),
  'section_missing:6': sectionMissing(6, '其他需要报告的事项'),
  attachment_pending: flag(
    'note',
    'Headings of the tables are there and no table is: the figures stand in an attachment.',
    '正文无表格，数据在附件中。',
  ),
  text_copied_from_other_organ: flag(
    'note',
    'A sentence tells of requests made to another body; it was not read as this one’s.',
    '文中申请数量属于其他机关，疑似照抄。',
  ),
  prose_table_conflict: flag(
    'note',
    'A number of requests in the running text is not that of the table.',
    '正文所述申请数量与表格不符。',
  ),
  parts_exceed_total: flag(
    'note',
    'The running text gives a part that is greater than its total.',
    '正文所述分项大于合计。',
  ),
  placeholder_left_empty: flag(
    'note',
    'The running text has a gap where a number should stand.',
    '正文中应填数字处空缺。',
  ),
  text_damaged: flag('note', 'Characters of the text are lost, as in 201711日.', '正文字符缺失。'),
  date_conflict: flag(
    'note',
    'The report is dated long before its year ends.',
    '落款或发布日期早于报告年度结束。',
  ),
  published_before_period_end: flag(
    'note',
    'The report was published in the last weeks of the year that it covers.',
    '在统计期限届满前发布。',
  ),
  late: flag(
    'note',
    'Published after the day by which such a body must publish; judged by the date the report gives.',
    '公布日期晚于法定期限。',
  ),
  rendition_conflict: flag(
    'warning',
    'Two documents of this report, both still there, print different numbers; v_conflict lists the cells.',
    '同一报告的不同载体数值不一致。',
  ),
  copied_from_year: flag(
    'warning',
    'Four fifths or more of the text, without the form’s own wording, are word for word those of an earlier report of the same body.',
    '正文（不计格式用语）八成以上与本机关往年报告相同。',
  ),
  copied_from_body: flag(
    'note',
    'Four fifths or more of the text, without the form’s own wording, are word for word those of another body’s report.',
    '正文（不计格式用语）八成以上与其他机关报告相同。',
  ),
  break_suspected: flag(
    'warning',
    'A stock does not follow from that of the year before: the scope, or what is counted, may have changed.',
    '存量与上年无法衔接，统计范围或口径可能改变。',
  ),
} as const satisfies Record<string, FlagDefinition>;

export type FlagCode = keyof typeof flagDefinitions;
export const flagCodes = Object.keys(flagDefinitions) as readonly FlagCode[];

/** Rules of inferences, each with what makes it certain. */
export const inferenceRules = {
  zero_total:
    'A total is printed as 0 and none of its printed parts is greater: parts left blank are 0, since none can be less.',
  text_none_received:
    'The running text says that no request was received, and the cell of all new requests has no number.',
} as const;
export type InferenceRule = keyof typeof inferenceRules;

/** What numbers of the running text are about. */
export const textFactKeys = {
  req_new_received: 'Requests received in the year (件).',
  req_carried_in: 'Requests carried in from the year before (件).',
  req_processed_total: 'Requests answered or otherwise processed in the year (件).',
  req_carried_out: 'Requests carried over to the next year (件).',
  req_fees_collected: 'Fees collected for processing requests (信息处理费), in yuan.',
  items_published: 'Pieces of information published on the body’s own initiative (条).',
} as const;
export type TextFactKey = keyof typeof textFactKeys;
