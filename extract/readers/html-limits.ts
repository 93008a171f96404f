/** Limits that no report comes near; beyond them the document is cut and `truncated` says so. */
export const htmlLimits = {
  blocks: 50_000,
  cellsPerTable: 60_000,
  span: 200,
  /** Columns of a table's grid. */
  columns: 2000,
  depth: 400,
  pictures: 200,
  textLength: 4_000_000,
  /** Scripts kept for cleaning, and characters of each. */
  rewriting: 10,
  rewritingLength: 4000,
};
