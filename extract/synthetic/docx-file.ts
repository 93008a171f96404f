/** Writes a laid-out report as DOCX, plain and small: paragraphs, and tables with merged cells. */

import { type ZipPart, zipStored } from '../readers/zip.ts';
import { expand, type LaidOutTable } from './grid.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export const docxParagraph = (text: string): string =>
  `<w:p><w:r>${text
    .split('\n')
    .map(line => `<w:t xml:space="preserve">${escaped(line)}</w:t>`)
    .join('<w:br/>')}</w:r></w:p>`;

export const docxCell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${docxParagraph(text)}</w:tc>`;

function docxTable({ grid, width }: LaidOutTable): string {
  /** Rows that a cell above still covers, and how wide it is, by the column that it begins in. */
  const reaching = new Map<number, { rows: number; colSpan: number }>();
  const rows = expand(grid, width).map(positions => {
    const cells: string[] = [];
    for (let column = 0; column < positions.length; column++) {
      const cell = positions[column];
      const above = reaching.get(column);
      if (!cell && above && above.rows > 0) {
        above.rows--;
        cells.push(docxCell('', `${gridSpan(above.colSpan)}<w:vMerge/>`));
      }
      if (!cell) continue;
      if (cell.rowSpan > 1) reaching.set(column, { rows: cell.rowSpan - 1, colSpan: cell.colSpan });
      const merge = cell.rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '';
      cells.push(docxCell(cell.text, gridSpan(cell.colSpan) + merge));
    }
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  return `<w:tbl>${rows.join('')}</w:tbl>`;
}

const gridSpan = (columns: number): string => (columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '');

const contentTypes =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relationships =
  '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

/** The parts of a document with this body, to be zipped. */
export function docxParts(body: string): ZipPart[] {
  const document = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return [
    { name: '[Content_Types].xml', bytes: bytesOf(contentTypes) },
    { name: '_rels/.rels', bytes: bytesOf(relationships) },
    { name: 'word/document.xml', bytes: bytesOf(document) },
  ];
}

export function docxReport(tables: readonly LaidOutTable[], title: string): Uint8Array {
  const body = [
    docxParagraph(title),
    docxParagraph('一、总体情况'),
    ...tables.flatMap((table, index) => [
      ...(table.heading === tables[index - 1]?.heading ? [] : [docxParagraph(table.heading)]),
      docxTable(table),
    ]),
    docxParagraph('五、存在的主要问题及改进情况'),
    docxParagraph('六、其他需要报告的事项'),
  ];
  return zipStored(docxParts(body.join('')));
}
