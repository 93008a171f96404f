/**
 * Loads synthetic reports, again and again until it is killed, or once with a measurement.
 *
 * `tsx load/load-synthetic.ts OUT REPORTS [once]`
 */

import { statSync } from 'node:fs';
import type { Extraction } from '../schema/extraction.ts';
import { load, type ReadDocument } from './load.ts';
import { type ArchivedDocument, inputOf, syntheticDocuments } from './synthetic-input.ts';

const [out, reports, mode] = process.argv.slice(2);
if (out === undefined || reports === undefined)
  throw new Error('usage: load-synthetic.ts OUT REPORTS [once]');

if (mode === 'once') {
  // Kept as text and parsed one by one, as the extractions of a store are: a million live objects slow everything.
  const documents: { capture: ArchivedDocument['capture']; extraction: string }[] = [];
  for (const { capture, extraction } of syntheticDocuments(Number(reports)))
    documents.push({ capture, extraction: JSON.stringify(extraction) });
  function* extractions(): Generator<ReadDocument> {
    for (const { capture, extraction } of documents)
      yield {
        url: capture.url,
        payload_digest: capture.payload_digest,
        extraction: JSON.parse(extraction) as Extraction,
      };
  }
  const input = {
    ...inputOf([], out),
    extractions: extractions(),
    captures: documents.map(({ capture }) => capture),
  };
  const cpu = process.cpuUsage();
  const start = performance.now();
  load(input);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    JSON.stringify({
      reports: documents.length,
      seconds,
      cpu_seconds: (user + system) / 1e6,
      reports_per_second: documents.length / seconds,
      bytes_per_report: statSync(out).size / documents.length,
    }),
  );
} else {
  const documents = [...syntheticDocuments(Number(reports))];
  for (let turn = 1; ; turn += 1) {
    console.log(`load ${turn}`);
    load({ ...inputOf(documents, out), codeVersion: `turn ${turn} of ${process.pid}` });
  }
}
