import type { capture, leftover, portal, removed_text, rendition, unit_candidate } from '../tables/index.ts';
import { entry, type TableEntries } from './entry.ts';

export const documentEntries = {
  portal: {
    relation: entry(
      '政府网站',
      'Portal',
      'The registry of sites that reports are collected from.',
      'registry',
    ),
    columns: {
      id: entry('网站编号', 'Portal id', 'Its id in the registry.', 'registry'),
      name: entry('网站名称', 'Name', 'Its name.', 'registry'),
      division_code: entry(
        '区划代码',
        'Division code',
        'The division it serves; 000000 for central bodies.',
        'registry',
      ),
      home: entry('首页', 'Home page', 'Address of its home page.', 'registry'),
      platform: entry(
        '网站平台',
        'Platform',
        'Content-management system, where the entry names it.',
        'registry',
      ),
      expects_min: entry(
        '预期下限',
        'Expected at least',
        'Reports a healthy crawl knows of.',
        'registry',
        '份',
      ),
      expects_max: entry(
        '预期上限',
        'Expected at most',
        'Reports a healthy crawl knows of.',
        'registry',
        '份',
      ),
      reason: entry('信任理由', 'Reason', 'Why a host outside .gov.cn is trusted.', 'registry'),
      note: entry('备注', 'Note', 'Anything else.', 'registry'),
    },
  },
  capture: {
    relation: entry(
      '存档',
      'Capture',
      'The archived responses that documents were read from: the first of each address and payload.',
      'archive',
    ),
    columns: {
      id: entry('存档编号', 'Capture id', 'Valid within one release.', 'load'),
      record_id: entry('记录标识', 'Record id', 'WARC-Record-ID; the same in every release.', 'archive'),
      url: entry('网址', 'Address', 'Address it was fetched from.', 'archive'),
      captured_at: entry('存档时间', 'Captured at', 'When the response was received, UTC.', 'archive'),
      status: entry('HTTP 状态码', 'HTTP status', '200 for an imported file.', 'archive'),
      content_type: entry('媒体类型标头', 'Content type', 'Content-Type header as received.', 'archive'),
      payload_digest: entry('内容摘要', 'Payload digest', 'SHA-256 of the payload as received.', 'archive'),
      payload_length: entry('内容长度', 'Payload length', 'Length of the payload.', 'archive', 'byte'),
      record_type: entry('记录类型', 'Record type', 'response, revisit or resource (imported).', 'archive'),
      portal_id: entry('网站编号', 'Portal id', 'The portal it was collected from.', 'archive'),
      role: entry('页面角色', 'Role', 'What the page is to the crawl.', 'archive'),
      referrer: entry('来源页面', 'Referrer', 'Page whose link led to it.', 'archive'),
      link_text: entry('链接文字', 'Link text', 'Text of that link.', 'archive'),
      warc_file: entry('存档文件', 'WARC file', 'File within the archive.', 'archive'),
      warc_offset: entry('偏移', 'Offset', 'Where its record begins in that file.', 'archive', 'byte'),
      warc_length: entry('长度', 'Length', 'Length of its record in that file.', 'archive', 'byte'),
    },
  },
  rendition: {
    relation: entry(
      '文档',
      'Rendition',
      'One document as read, one for each capture here; those that carry no report are kept too.',
      'document',
    ),
    columns: {
      capture_id: entry('存档编号', 'Capture id', 'The capture it was read from.', 'load'),
      version_id: entry(
        '报告版本',
        'Version',
        'What it says; NULL where it carries no annual report.',
        'load',
      ),
      media_type: entry('媒体类型', 'Media type', 'As its bytes show.', 'document'),
      charset: entry('字符编码', 'Charset', 'Encoding its text was decoded with.', 'document'),
      document_type: entry('文档类型', 'Document type', 'What kind of document it is.', 'document'),
      verdict: entry(
        '清理结论',
        'Verdict',
        'clean, stripped (foreign text was removed), flagged, or reject (nothing but foreign text).',
        'document',
      ),
      title: entry('标题', 'Title', 'Its title, cleaned.', 'document'),
      unit_name: entry('机关名称', 'Unit name', 'The reporting body, as printed.', 'document'),
      unit_kind: entry('机关类别', 'Unit kind', 'Kind of body as far as the document shows.', 'document'),
      unit_confidence: entry('可信度', 'Confidence', 'How sure the reading of the body is.', 'document'),
      unit_evidence: entry('机关依据', 'Unit evidence', 'Which text showed the body.', 'document'),
      unit_division_code: entry(
        '区划代码',
        'Division code',
        'Division of the body as far as the document shows.',
        'document',
      ),
      unit_parent: entry('上级名称', 'Parent', 'Name of the body or division above.', 'document'),
      unit_id: entry('机关编号', 'Unit id', 'The unit that it was found to be of; NULL: unresolved.', 'load'),
      unit_resolution: entry(
        '认定方式',
        'Resolution',
        'What decided the unit: decision, document, site, registry or copy.',
        'load',
      ),
      report_year: entry('报告年度', 'Report year', 'Year reported on, as the document shows.', 'document'),
      year_evidence: entry('年度依据', 'Year evidence', 'Which text showed the year.', 'document'),
      published_date: entry(
        '发布日期',
        'Published',
        'Date on which the page says it was published.',
        'document',
      ),
      scope: entry('统计范围', 'Scope', 'Whose figures it gives.', 'document'),
      scope_evidence: entry('范围依据', 'Scope evidence', 'Sentence that shows the scope.', 'document'),
      url_date: entry('网址日期', 'Date in address', 'Often that of a move of the site.', 'archive'),
      verdict_reasons: entry('清理原因', 'Reasons', 'What made the verdict; parted by blanks.', 'document'),
      folds: entry('还原方式', 'Folds', 'How the text was brought to plain form to be read.', 'document'),
      clone_reason: entry('复制件', 'Clone', 'Why it is a copy on a host not its owner’s.', 'document'),
      clone_evidence: entry('复制件依据', 'Clone evidence', 'What shows it.', 'document'),
      last_captured_at: entry(
        '最近存档',
        'Last captured',
        'When the same payload was last seen at the same address, UTC.',
        'archive',
      ),
      capture_count: entry(
        '存档次数',
        'Captures',
        'How often the same payload was seen there.',
        'archive',
        '次',
      ),
    },
  },
  unit_candidate: {
    relation: entry(
      '待定机关',
      'Unit candidate',
      'Documents of reports whose unit is not known; a decisions file resolves them.',
      'load',
    ),
    columns: {
      capture_id: entry('存档编号', 'Capture id', 'The document.', 'load'),
      reason: entry('原因', 'Reason', 'no_name, clone, unregistered_host, no_division or set_aside.', 'load'),
      name: entry('名称', 'Name', 'The body as printed.', 'document'),
      host: entry('主机', 'Host', 'Host that the document stands on.', 'archive'),
      claimed_unit_id: entry('所称机关', 'Claimed unit', 'The unit that it says it is of.', 'load'),
      division_codes: entry('可能区划', 'Divisions', 'Codes that it may be of; parted by blanks.', 'load'),
    },
  },
  removed_text: {
    relation: entry(
      '清除文本',
      'Removed text',
      'Foreign text taken out before reading; the archive still has it.',
      'document',
    ),
    columns: {
      capture_id: entry('存档编号', 'Capture id', 'The document.', 'load'),
      position: entry('次序', 'Position', 'Order within the document, from 1.', 'load'),
      text: entry('文本', 'Text', 'What was removed.', 'document'),
      kind: entry('类别', 'Kind', 'phrase, hidden, markup, residue or annotation.', 'document'),
      count: entry('次数', 'Count', 'How often it stood there.', 'document', '次'),
      places: entry('位置', 'Places', 'Where: title, body, table, meta; separated by a space.', 'document'),
      evidence: entry('依据', 'Evidence', 'Which signals condemned it, separated by a space.', 'document'),
      proposal: entry('原词', 'Proposal', 'What stood there before, where certain.', 'document'),
    },
  },
  leftover: {
    relation: entry(
      '未识别单元格',
      'Leftover',
      'Cells of a recognised table that no field of the form claimed.',
      'document',
    ),
    columns: {
      capture_id: entry('存档编号', 'Capture id', 'The document.', 'load'),
      position: entry('次序', 'Position', 'Order within the document, from 1.', 'load'),
      table_key: entry('表', 'Table', 'The recognised table.', 'document'),
      text: entry('文本', 'Text', 'As printed.', 'document'),
      place_block: entry('块号', 'Block', 'Block of the document, from 0.', 'document'),
      place_row: entry('行号', 'Row', 'Row within the block, from 0.', 'document'),
      place_column: entry('列号', 'Column', 'Column within the block, from 0.', 'document'),
    },
  },
} satisfies {
  capture: TableEntries<typeof capture>;
  leftover: TableEntries<typeof leftover>;
  portal: TableEntries<typeof portal>;
  removed_text: TableEntries<typeof removed_text>;
  rendition: TableEntries<typeof rendition>;
  unit_candidate: TableEntries<typeof unit_candidate>;
};
