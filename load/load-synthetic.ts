/**
 * Loads synthetic reports, again and again until it is killed, or once with a measurement.
 *
 * `tsx load/load-synthetic.ts OUT REPORTS [once]`
 */

import { statSync } from 'node:fs';
import { load } from './load.ts';
import { inputOf, syntheticDocuments } from './synthetic-input.ts';

const [out, reports, mode] = process.argv.slice(2);
if (out === undefined || reports === undefined)
  throw new Error('usage: load-synthetic.ts OUT REPORTS [once]');

const documents = [...syntheticDocuments(Number(reports))];
if (mode === 'once') {
  const cpu = process.cpuUsage();
  const start = performance.now();
  load(inputOf(documents, out));
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
} else
  for (let turn = 1; ; turn += 1) {
    console.log(`load ${turn}`);
    load({ ...inputOf(documents, out), codeVersion: `turn ${turn} of ${process.pid}` });
  }
