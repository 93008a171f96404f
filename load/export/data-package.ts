/** `datapackage.json` (Data Package 2.0) of the CSV files: types, units, statuses, keys, labelled missing values. */

import type { CellStatus } from '../../schema/extraction.ts';
import { statusMeanings } from '../../schema/statuses.ts';
import type { ReleaseRow } from '../open-database.ts';
import type { DescribedTable, ExportedColumn } from './exported-tables.ts';
import type { WrittenFile } from './written-file.ts';

export const datasetTitle = 'Nianbao: annual information-disclosure reports of Chinese government bodies';
export const datasetDescription =
  'Every figure of the statistical tables in the annual reports on government information disclosure (政府信息公开工作年度报告), with its status, its printed text and the archived document that it comes from.';
/** Of the compilation. The figures are facts published by the bodies themselves. */
export const datasetLicence = {
  name: 'CC-BY-4.0',
  title: 'Creative Commons Attribution 4.0 International',
  path: 'https://creativecommons.org/licenses/by/4.0/',
} as const;

/** Where a foreign key leads, by the column that carries it. */
const references: Readonly<Record<string, { readonly resource: string; readonly field: string }>> = {
  report_id: { resource: 'reports', field: 'report_id' },
  unit_id: { resource: 'units', field: 'id' },
  status: { resource: 'statuses', field: 'name' },
};

export function dataPackage(
  release: ReleaseRow,
  tables: readonly DescribedTable[],
  files: readonly WrittenFile[],
): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'nianbao',
    title: datasetTitle,
    description: datasetDescription,
    version: release.id,
    created: release.built_at,
    licenses: [datasetLicence],
    resources: tables.map(table => {
      const own = files.filter(file => file.table === table.name);
      const paths = own.map(({ path }) => path);
      return {
        name: table.name,
        type: 'table',
        title: `${table.en} ${table.zh}`,
        description: table.meaning,
        path: paths.length === 1 ? paths[0] : paths,
        format: 'csv',
        mediatype: 'text/csv',
        encoding: 'utf-8',
        bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
        rowCount: own.reduce((sum, { rows }) => sum + rows, 0),
        ...(own.length === 1 ? { hash: `sha256:${own[0]?.sha256}` } : {}),
        dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
        schema: {
          fields: table.described.map(column => field(column)),
          primaryKey: table.key,
          ...foreignKeys(table),
        },
      };
    }),
  };
}

function field({ name, type, zh, en, meaning, unit, statusColumn }: ExportedColumn): object {
  const common = { name, title: `${en} ${zh}`, description: meaning, ...(unit === null ? {} : { unit }) };
  if (statusColumn !== null)
    return {
      ...common,
      type,
      missingValues: [{ value: '', label: `no number is printed; ${statusColumn} says why` }],
      statusField: statusColumn,
    };
  if (/(^|_)status$/.test(name))
    return {
      ...common,
      type: 'string',
      categories: (Object.entries(statusMeanings) as [CellStatus, string][]).map(([value, label]) => ({
        value,
        label,
      })),
    };
  // Dates are as printed: some reports print no day.
  return { ...common, type: type === 'date' || type === 'datetime' ? 'string' : type };
}

function foreignKeys({ name, described }: DescribedTable): object {
  const keys = described.flatMap(column => {
    const to = references[column.name];
    if (!to || to.resource === name) return [];
    return [{ fields: [column.name], reference: { resource: to.resource, fields: [to.field] } }];
  });
  return keys.length === 0 ? {} : { foreignKeys: keys };
}
