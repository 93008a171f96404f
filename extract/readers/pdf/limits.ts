/** Limits that no report comes near; what lies beyond is not read, and an issue says so. */
export const pdfLimits = {
  pages: 400,
  /** Drawing operators of a page, at some 30 µs each; a page full of table has about 4000. */
  operatorsPerPage: 60_000,
  /** Drawing operators in all. */
  operators: 500_000,
  /** Characters in all. */
  characters: 2_000_000,
  /** Ruling lines of one page; a map or a chart drawn in lines has more, and is no table. */
  rules: 4000,
  /** Cells of one page's table. */
  cells: 20_000,
  /** Bytes that one stream may unpack to. A page's text has some 100 kB, a scan in colour at 600 dpi 105 MB. */
  unpackedBytes: 160_000_000,
};
