/** `npm test`: types, lint, tests; the last line is `N passed, N failed`. `--static` leaves out the tests. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, setUpOrExit } from './setup.mjs';

await setUpOrExit();

const bin = name => join(root, 'node_modules', '.bin', name);

function run(label, command, args) {
  console.log(`\n> ${label}`);
  return new Promise(resolve => {
    const child = spawn(bin(command), args, { cwd: root, stdio: 'inherit' });
    child.on('error', error => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', code => resolve(code === 0));
  });
}

const [types, lint] = [
  await run('types (tsc)', 'tsc', ['--noEmit', '-p', '.']),
  await run('format and lint (biome)', 'biome', ['check', '--error-on-warnings', '.']),
];
const failedStatic = [types, lint].filter(good => !good).length;

if (process.argv.includes('--static')) {
  console.log(`\n${2 - failedStatic} passed, ${failedStatic} failed`);
  process.exit(failedStatic === 0 ? 0 : 1);
}

const scratch = mkdtempSync(join(tmpdir(), 'nianbao-test-'));
const report = join(scratch, 'report.json');
const rest = process.argv.slice(2);
const green = await run('tests (vitest)', 'vitest', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...rest,
]);

const counts = countTests();
rmSync(scratch, { recursive: true, force: true });
// Types and lint count as a test each, so that the last line tells the whole truth.
const passed = counts.passed + 2 - failedStatic;
const failed = Math.max(counts.failed, green ? 0 : 1) + failedStatic;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function countTests() {
  try {
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const brokenFiles = testResults.filter(
      file => file.status === 'failed' && file.assertionResults.every(test => test.status !== 'failed'),
    ).length;
    return { passed: numPassedTests, failed: numTotalTests - numPassedTests + brokenFiles };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
