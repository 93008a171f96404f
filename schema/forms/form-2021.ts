/** The form in force since the reports of 2021, 200 cells: 10 in section 二, 175 in 三, 15 in 四. */

import {
  applicantColumns,
  applicantGroups,
  carriedOutRow,
  identities,
  processedTotalRow,
  remedies,
  requestAnchors,
  requestGroups,
  requestRow,
  requestRowsToFive,
  sections,
} from './common-2019-2021.ts';
import type { Form, FormTable } from './form.ts';

const documents = ['issued', 'repealed', 'in_force'];

const proactive: FormTable = {
  id: 'proactive',
  section: 2,
  layout: 'blocks',
  anchors: [{ text: '信息内容' }],
  rowGroups: [
    { id: 'item_1', text: '第二十条第（一）项' },
    { id: 'item_5', text: '第二十条第（五）项' },
    { id: 'item_6', text: '第二十条第（六）项' },
    { id: 'item_8', text: '第二十条第（八）项' },
  ],
  columnGroups: [],
  rows: [
    { key: 'rules', text: '规章', under: ['item_1'], columns: documents },
    // 龙口镇 2022 keeps the shorter name of 2019 under the headings of 2021.
    {
      key: 'normdocs',
      text: '行政规范性文件',
      also: ['规范性文件', '规范性档案'],
      under: ['item_1'],
      columns: documents,
    },
    { key: 'license', text: '行政许可', under: ['item_5'], columns: ['decisions'] },
    { key: 'penalty', text: '行政处罚', under: ['item_6'], columns: ['decisions'] },
    { key: 'coercion', text: '行政强制', under: ['item_6'], columns: ['decisions'] },
    { key: 'fee', text: '行政事业性收费', under: ['item_8'], columns: ['amount'] },
  ],
  columns: [
    { key: 'issued', text: '本年制发件数', also: ['本年制发数'], under: [], type: 'count', unit: '件' },
    { key: 'repealed', text: '本年废止件数', also: ['本年废止数'], under: [], type: 'count', unit: '件' },
    {
      key: 'in_force',
      text: '现行有效件数',
      also: ['现行有效数', '现行有效件'],
      under: [],
      type: 'count',
      unit: '件',
    },
    {
      key: 'decisions',
      text: '本年处理决定数量',
      also: ['处理决定数量'],
      under: [],
      type: 'count',
      unit: '件',
    },
    {
      key: 'amount',
      text: '本年收费金额（单位：万元）',
      also: ['本年收费金额'],
      under: [],
      type: 'amount',
      unit: '万元',
    },
  ],
};

const otherGroup = { id: 'other', text: '（六）其他处理', also: ['（六）其它处理'] };
const underOther = ['results', 'other'];

const requests: FormTable = {
  id: 'requests',
  section: 3,
  layout: 'matrix',
  anchors: requestAnchors,
  rowGroups: [...requestGroups, otherGroup],
  columnGroups: applicantGroups,
  rows: [
    ...requestRowsToFive,
    requestRow(
      'req_other_not_amended',
      '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
      underOther,
    ),
    requestRow(
      'req_other_fee_unpaid',
      '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
      underOther,
    ),
    requestRow('req_other_misc', '3.其他', underOther, ['3.其它']),
    processedTotalRow,
    carriedOutRow,
  ],
  columns: applicantColumns,
};

export const form2021: Form = {
  id: '2021',
  title: '中华人民共和国政府信息公开工作年度报告格式',
  authority: '国办公开办函〔2021〕30号',
  years: { from: 2021, to: null },
  nationwide: true,
  sections,
  tables: [proactive, requests, remedies],
  checks: identities(requests),
};
