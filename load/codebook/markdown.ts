/** A codebook as Markdown. */

import type { CodebookBlock } from './blocks.ts';

export const codebookMarkdown = (blocks: readonly CodebookBlock[]): string =>
  `${blocks.map(markdownOf).join('\n\n')}\n`;

const cell = (value: string | number | null): string =>
  String(value ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ');

function markdownOf(block: CodebookBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`;
    case 'paragraph':
      return block.text;
    case 'list':
      return block.items.map(item => `- ${item}`).join('\n');
    case 'code':
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case 'table':
      return [block.head, block.head.map(() => '---'), ...block.rows]
        .map(row => `| ${row.map(cell).join(' | ')} |`)
        .join('\n');
  }
}
