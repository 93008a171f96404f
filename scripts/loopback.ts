/** A web server that only this machine can reach. */

import type { Server } from 'node:http';
import { NianbaoError } from '../schema/issues.ts';

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, without a final slash. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * @param port 0 takes any free one
 * @param what it is for, as in “the sample portal”
 * @throws NianbaoError `config.port.taken` when the port cannot be had.
 */
export async function listenOnLoopback(server: Server, port: number, what: string): Promise<LoopbackServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new NianbaoError(
          'config.port.taken',
          `port ${port} of 127.0.0.1 cannot be used for ${what} (${error.code ?? error.message}); end the program that holds it (an earlier run?) and start again`,
        ),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
