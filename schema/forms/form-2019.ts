/** The form of 2019 and 2020 (试行), 198 cells: 22 in section 二, 161 in 三, 15 in 四. */

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

const documents = ['created', 'published_new', 'published_stock'];
const items = ['items_prev_year', 'items_delta', 'decisions'];

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
    { id: 'item_9', text: '第二十条第（九）项' },
  ],
  columnGroups: [],
  rows: [
    { key: 'rules', text: '规章', under: ['item_1'], columns: documents },
    {
      key: 'normdocs',
      text: '规范性文件',
      also: ['行政规范性文件', '规范性档案'],
      under: ['item_1'],
      columns: documents,
    },
    { key: 'license', text: '行政许可', under: ['item_5'], columns: items },
    {
      key: 'othersvc',
      text: '其他对外管理服务事项',
      also: ['其它对外管理服务事项'],
      under: ['item_5'],
      columns: items,
    },
    { key: 'penalty', text: '行政处罚', under: ['item_6'], columns: items },
    { key: 'coercion', text: '行政强制', under: ['item_6'], columns: items },
    { key: 'fee', text: '行政事业性收费', under: ['item_8'], columns: ['items_prev_year', 'items_delta'] },
    { key: 'procure', text: '政府集中采购', under: ['item_9'], columns: ['projects', 'amount'] },
  ],
  columns: [
    { key: 'created', text: '本年新制作数量', also: ['本年制作数量'], under: [], type: 'count', unit: '件' },
    {
      key: 'published_new',
      text: '本年新公开数量',
      also: ['本年公开数量'],
      under: [],
      type: 'count',
      unit: '件',
    },
    {
      key: 'published_stock',
      text: '对外公开总数量',
      also: ['对外公开总数'],
      under: [],
      type: 'count',
      unit: '件',
    },
    {
      key: 'items_prev_year',
      text: '上一年项目数量',
      also: ['上年项目数量'],
      under: [],
      type: 'count',
      unit: '项',
    },
    {
      key: 'items_delta',
      text: '本年增/减',
      also: ['本年增减'],
      under: [],
      type: 'signed_count',
      unit: '项',
    },
    {
      key: 'decisions',
      text: '处理决定数量',
      also: ['本年处理决定数量'],
      under: [],
      type: 'count',
      unit: '件',
    },
    { key: 'projects', text: '采购项目数量', under: [], type: 'count', unit: '个' },
    // The form prints no unit: reports write 元, 万元 or nothing.
    { key: 'amount', text: '采购总金额', under: [], type: 'amount', unit: null },
  ],
};

const requests: FormTable = {
  id: 'requests',
  section: 3,
  layout: 'matrix',
  anchors: requestAnchors,
  rowGroups: requestGroups,
  columnGroups: applicantGroups,
  rows: [
    ...requestRowsToFive,
    requestRow('req_other_total', '（六）其他处理', ['results'], ['（六）其它处理']),
    processedTotalRow,
    carriedOutRow,
  ],
  columns: applicantColumns,
};

export const form2019: Form = {
  id: '2019',
  title: '中华人民共和国政府信息公开工作年度报告格式（试行）',
  authority: '国办公开办函〔2019〕60号',
  years: { from: 2019, to: 2020 },
  nationwide: true,
  sections,
  tables: [proactive, requests, remedies],
  checks: identities(requests),
};
