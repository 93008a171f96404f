/** A night on the two sample portals, which this process serves itself on loopback. */

import { fileURLToPath } from 'node:url';
import { exitCodes } from '../schema/exit-codes.ts';
import { NianbaoError } from '../schema/issues.ts';
import { main } from './cli.ts';
import { startSamplePortal } from './sample-portal/server.ts';

const registry = fileURLToPath(new URL('../data/samples/portals.yml', import.meta.url));

/** @returns the exit code of the night. `further`: options after `npm start --`. */
export async function startOnSamples(further: readonly string[]): Promise<number> {
  try {
    const portal = await startSamplePortal();
    process.stderr.write(`The sample portals are served at ${portal.origin} while this runs.\n\n`);
    try {
      return await main([
        ...['nightly', '--portals', registry, '--allow-private-hosts', '--delay', '0.1', '--revisit-all'],
        ...further,
      ]);
    } finally {
      await portal.close();
    }
  } catch (error) {
    if (!(error instanceof NianbaoError)) throw error;
    process.stderr.write(`nianbao: ${error.message} [${error.code}]\n`);
    return error.code.startsWith('config.') ? exitCodes.usage : exitCodes.unexpected;
  }
}
