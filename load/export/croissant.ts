/** `croissant.json`: the same files for dataset search engines (schema.org Dataset, Croissant 1.0). */

import type { ReleaseRow } from '../open-database.ts';
import { datasetDescription, datasetLicence, datasetTitle } from './data-package.ts';
import type { DescribedTable, ExportType } from './exported-tables.ts';
import type { WrittenFile } from './written-file.ts';

const dataTypes: Readonly<Record<ExportType, string>> = {
  integer: 'sc:Integer',
  number: 'sc:Float',
  string: 'sc:Text',
  date: 'sc:Text',
  datetime: 'sc:Text',
};

export function croissant(
  release: ReleaseRow,
  tables: readonly DescribedTable[],
  files: readonly WrittenFile[],
): object {
  return {
    '@context': {
      '@language': 'en',
      '@vocab': 'https://schema.org/',
      sc: 'https://schema.org/',
      cr: 'http://mlcommons.org/croissant/',
      dct: 'http://purl.org/dc/terms/',
      citeAs: 'cr:citeAs',
      column: 'cr:column',
      conformsTo: 'dct:conformsTo',
      dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
      extract: 'cr:extract',
      field: 'cr:field',
      fileObject: 'cr:fileObject',
      fileProperty: 'cr:fileProperty',
      fileSet: 'cr:fileSet',
      includes: 'cr:includes',
      recordSet: 'cr:recordSet',
      source: 'cr:source',
    },
    '@type': 'sc:Dataset',
    conformsTo: 'http://mlcommons.org/croissant/1.0',
    name: 'nianbao',
    alternateName: datasetTitle,
    description: datasetDescription,
    version: release.id,
    datePublished: release.built_at.slice(0, 10),
    license: datasetLicence.path,
    inLanguage: ['zh', 'en'],
    spatialCoverage: "People's Republic of China",
    keywords: ['政府信息公开', '年度报告', 'freedom of information', 'China', 'government transparency'],
    creator: { '@type': 'sc:Organization', name: 'Nianbao contributors' },
    distribution: files
      .filter(file => file.table !== null)
      .map(({ path, bytes, sha256 }) => ({
        '@type': 'cr:FileObject',
        '@id': path,
        name: path,
        contentUrl: path,
        contentSize: `${bytes} B`,
        encodingFormat: 'text/csv',
        sha256,
      })),
    recordSet: tables.flatMap(table => recordSets(table, files)),
  };
}

/** One for each file: a table kept by years has one for each year. */
function recordSets(table: DescribedTable, files: readonly WrittenFile[]): object[] {
  return files
    .filter(file => file.table === table.name)
    .map(({ path }) => {
      const id = path.replace(/\.csv$/, '');
      return {
        '@type': 'cr:RecordSet',
        '@id': id,
        name: id,
        description: `${table.en} (${table.zh}). ${table.meaning}`,
        key: table.key.map(name => ({ '@id': `${id}/${name}` })),
        field: table.described.map(({ name, type, zh, en, meaning }) => ({
          '@type': 'cr:Field',
          '@id': `${id}/${name}`,
          name,
          description: `${en} (${zh}). ${meaning}`,
          dataType: dataTypes[type],
          source: { fileObject: { '@id': path }, extract: { column: name } },
        })),
      };
    });
}
