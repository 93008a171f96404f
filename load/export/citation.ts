/** `CITATION.cff`: how to cite the release. */

import { stringify } from 'yaml';
import type { ReleaseRow } from '../open-database.ts';
import { datasetDescription, datasetLicence, datasetTitle } from './data-package.ts';

export const citation = (release: ReleaseRow): string =>
  stringify({
    'cff-version': '1.2.0',
    message: 'If you use these data, please cite this release.',
    type: 'dataset',
    title: datasetTitle,
    abstract: datasetDescription,
    version: release.id,
    'date-released': release.built_at.slice(0, 10),
    license: datasetLicence.name,
    authors: [{ name: 'Nianbao contributors' }],
    identifiers: [
      {
        type: 'other',
        value: `sha256:${release.input_digest}`,
        description: 'Digest of all input of the release',
      },
    ],
  });
