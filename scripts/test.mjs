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
  return finished(command, args, 'inherit', text => console.error(text));
}

/** Runs beside the tests, which leave cores idle now and then; what it has to say is printed at the end. */
async function runAside(label, command, args) {
  let said = '';
  const good = await finished(command, args, 'pipe', text => {
    said += text;
  });
  return { good, tell: () => console.log(`\n> ${label}\n${said.trim() || (good ? 'good' : 'failed')}`) };
}

function finished(command, args, output, say) {
  return new Promise(resolve => {
    const child = spawn(bin(command), args, { cwd: root, stdio: ['ignore', output, output] });
    child.stdout?.on('data', say);
    child.stderr?.on('data', say);
    child.on('error', error => {
      say(`${command}: ${error.message}`);
      resolve(false);
    });
    child.on('close', code => resolve(code === 0));
  });
}

const aside = Promise.all([
  runAside('types (tsc)', 'tsc', ['--noEmit', '-p', '.']),
  runAside('format and lint (biome)', 'biome', ['check', '--error-on-warnings', '.']),
]);

/** Prints what the checks beside the tests found; returns how many failed. */
async function tellAside() {
  const checks = await aside;
  for (const check of checks) check.tell();
  return checks.filter(({ good }) => !good).length;
}

if (process.argv.includes('--static')) {
  const failedStatic = await tellAside();
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

const failedStatic = await tellAside();
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
