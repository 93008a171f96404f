/** Rows as Parquet (Snappy), in row groups, so that memory does not grow with the table. */

import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { DescribedTable, ExportedRow, ExportType } from './exported-tables.ts';

const rowsPerGroup = 50_000;

/** ISO texts stay texts: a date without a day, as some reports print, is no Parquet date. */
const parquetTypes = {
  integer: 'INT64',
  number: 'DOUBLE',
  string: 'STRING',
  date: 'STRING',
  datetime: 'STRING',
} as const satisfies Record<ExportType, string>;

/** @returns how many rows were written */
export function writeParquet(
  file: string,
  { described }: DescribedTable,
  rows: Iterable<ExportedRow>,
  metadata: Readonly<Record<string, string>>,
): number {
  const columns = described.map(({ name, type }) => ({ name, type: parquetTypes[type] }));
  const parquet = new ParquetWriter({
    writer: fileWriter(file),
    schema: schemaFromColumnData({ columnData: columns.map(column => ({ ...column, data: [] })) }),
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'nianbao',
  });
  let group: ExportedRow[] = [];
  let count = 0;
  const flush = (): void => {
    if (group.length === 0) return;
    const columnData = columns.map(({ name, type }, index) => ({
      name,
      type,
      data: group.map(row => {
        const value = row[index] ?? null;
        return type === 'INT64' && value !== null ? BigInt(value) : value;
      }),
    }));
    parquet.write({ columnData, rowGroupSize: rowsPerGroup });
    count += group.length;
    group = [];
  };
  for (const row of rows) {
    group.push(row);
    if (group.length === rowsPerGroup) flush();
  }
  flush();
  parquet.finish();
  return count;
}
