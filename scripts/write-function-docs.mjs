// npm run function-docs: rewrites docs/functions.md from the definitions.
import { tsImport } from 'tsx/esm/api';

const { writeFunctionDocs } = await tsImport('./function-docs.ts', import.meta.url);
await writeFunctionDocs();
