/** The process that asks the database; plain JavaScript, since a new process does not know TypeScript yet. */

import { registerTypeScript } from '../typescript.mjs';

registerTypeScript();
const { answerQuestions } = await import('./query-process.ts');
answerQuestions(process.argv[2] ?? '');
