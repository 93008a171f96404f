/** The second thread of a load; plain JavaScript, since a new thread does not know TypeScript yet. */

import { registerTypeScript } from './typescript.mjs';

registerTypeScript();
const { serve } = await import('../load/second-thread/serve.ts');

serve();
