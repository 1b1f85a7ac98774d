// npm run kernels: compiles kernels/*.ts (AssemblyScript) to WebAssembly SIMD and writes src/kernels/compiled/*.ts, which are committed.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';
import { rootDir, say } from './set-up.mjs';

const sourceDir = join(rootDir, 'kernels');
const compiledDir = join(rootDir, 'src', 'kernels', 'compiled');

/** Memory comes from outside, so that kernels of one job work on the same bytes; they hold no data of their own. */
const OPTIONS = (
  '--runtime stub --importMemory --noAssert --enable simd ' + '--optimizeLevel 3 --shrinkLevel 0 --converge'
).split(' ');

export const kernelNames = () =>
  readdirSync(sourceDir)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .sort();

/** The module that a kernel's source gives. Rejects with the compiler's own words. */
export const compileKernel = async (name) => {
  let bytes = null;
  const { error, stderr } = await asc.main([`${name}.ts`, ...OPTIONS, '--outFile', 'out.wasm'], {
    readFile: (file) => {
      try {
        return readFileSync(join(sourceDir, file), 'utf8');
      } catch {
        return null;
      }
    },
    listFiles: () => [],
    writeFile: (file, contents) => {
      if (file === 'out.wasm') bytes = contents;
    },
  });
  if (error || !bytes) throw new Error(`${name}: ${error?.message ?? 'nothing compiled'}\n${stderr}`);
  return bytes;
};

export const compiledPath = (name) => join(compiledDir, `${name}.ts`);

/** What is committed: base64, so that the bytes travel with the worker's own script. */
export const compiledText = (name, bytes) => {
  const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const base64 = Buffer.from(bytes).toString('base64');
  return `/** Compiled from kernels/${name}.ts by \`npm run kernels\`. */\nexport const ${constant}Wasm =\n  '${base64}';\n`;
};

const main = async () => {
  mkdirSync(compiledDir, { recursive: true });
  for (const name of kernelNames()) {
    const bytes = await compileKernel(name);
    writeFileSync(compiledPath(name), compiledText(name, bytes));
    say(`${name}: ${bytes.length} bytes`);
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
