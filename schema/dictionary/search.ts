import { type Entry, entry } from './entry.ts';

/** The virtual tables that `v_search` stands on. */
export const searchEntries: readonly {
  readonly name: string;
  readonly entry: Entry;
  readonly columns: Readonly<Record<string, Entry>>;
}[] = [
  {
    name: 'text_pair',
    entry: entry(
      '全文索引',
      'Text index',
      'Pairs of neighbouring characters of the title and sections of each version; rowid is the version. Query v_search instead.',
      'load',
    ),
    columns: { pairs: entry('字对', 'Pairs', 'For MATCH only; holds no text.', 'load') },
  },
  {
    name: 'search_word',
    entry: entry('检索词', 'Search word', 'Hands the word asked for to v_search.', 'load'),
    columns: {
      input: entry('输入', 'Input', 'The word asked for.', 'load'),
      token: entry('词元', 'Token', 'Its first part; of no use.', 'load'),
      start: entry('起', 'Start', 'Of no use.', 'load'),
      end: entry('止', 'End', 'Of no use.', 'load'),
      position: entry('位次', 'Position', 'Of no use.', 'load'),
    },
  },
];
