/** What a codebook is made of. Markdown and HTML are two ways to write the same blocks. */

export type CodebookBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly (string | number | null)[])[];
    };

export const heading = (level: 1 | 2 | 3 | 4, text: string, id: string): CodebookBlock => ({
  kind: 'heading',
  level,
  text,
  id,
});
export const paragraph = (text: string): CodebookBlock => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): CodebookBlock => ({ kind: 'list', items });
export const code = (language: string, text: string): CodebookBlock => ({ kind: 'code', language, text });
export const table = (
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): CodebookBlock => ({ kind: 'table', head, rows });
