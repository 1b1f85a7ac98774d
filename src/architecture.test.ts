import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

/**
 * docs/architecture.md section 3 as a test. A place is a folder of `src`, a file, or a pattern in which `*` is one path
 * segment; the first row that fits a file is its row.
 */
const LAYERS: readonly (readonly [place: string, mayImport: readonly string[]])[] = [
  ['core', []],
  ['kernels', ['core']],
  ['dsp', ['core', 'kernels']],
  ['vision', ['core', 'kernels']],
  ['gpu', ['core', 'vision']],
  ['media', ['core', 'kernels']],
  ['inference', ['core']],
  ['exporters', ['core']],
  ['models', ['core', 'kernels', 'dsp', 'vision', 'inference']],
  ['functions/*/definition.ts', ['core']],
  ['functions/definitions.ts', ['core', 'functions/*/definition.ts']],
  ['functions/runners.ts', ['core', 'functions/definitions.ts', 'functions/*/run.ts']],
  ['functions/*', ['core', 'kernels', 'dsp', 'vision', 'gpu', 'media', 'inference', 'exporters', 'models']],
  [
    'worker',
    [
      'core',
      'functions/definitions.ts',
      'functions/runners.ts',
      'inference/probe-backends.ts',
      'media/probe-codecs.ts',
    ],
  ],
  ['jobs/open-worker.ts', ['worker/media.worker.ts']],
  ['jobs/open-key-preview.ts', ['core', 'functions/*/preview.worker.ts']],
  ['jobs', ['core', 'functions/definitions.ts', 'worker/wire.ts']],
  ['api', ['core', 'functions/definitions.ts', 'jobs']],
  ['app', ['core', 'functions/definitions.ts', 'functions/*/definition.ts', 'jobs', 'api']],
  ['main.tsx', ['core', 'jobs', 'api', 'app']],
  ['service-worker.ts', ['core']],
];

/** Every npm package the product may import, and the places that may. A name ending in `/` is a whole scope. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  zod: ['*'],
  'fft.js': ['dsp'],
  mediabunny: ['media'],
  '@mediabunny/': ['media'],
  '@ffmpeg/': ['media'],
  'onnxruntime-web': ['inference'],
  gifenc: ['exporters'],
  'pdf-lib': ['exporters'],
  'tesseract.js-core': ['models'],
  '@mediapipe/': ['models'],
  comlink: ['worker', 'jobs'],
  zustand: ['jobs', 'app'],
  idb: ['jobs'],
  'client-zip': ['app'],
  react: ['app', 'main.tsx'],
  'react-dom': ['app', 'main.tsx'],
  'react-router': ['app', 'main.tsx'],
  'react-i18next': ['app', 'main.tsx'],
  i18next: ['app', 'main.tsx'],
  'radix-ui': ['app'],
  'lucide-react': ['app'],
  '@tanstack/': ['app'],
  'workbox-': ['service-worker.ts'],
};

/** Files of `public/` reached by their address. */
const PUBLIC_READERS = ['inference', 'app'];

const FORBIDDEN_FOLDERS = ['utils', 'helpers', 'shared', 'common', 'services', 'types', 'lib', 'misc'];

type Sources = ReadonlyMap<string, string>;
interface Edge {
  readonly from: string;
  /** A path inside `src`, `npm:` and the specifier, or `public:` and the address. */
  readonly to: string;
}
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const allNodes = (root: unknown): readonly Node[] => {
  if (Array.isArray(root)) return root.flatMap(allNodes);
  if (!isNode(root)) return [];
  return [root, ...Object.values(root).flatMap(allNodes)];
};

const literal = (value: unknown): string[] =>
  isNode(value) && value.type === 'Literal' && typeof value['value'] === 'string' ? [value['value']] : [];

/** `new URL('./x', import.meta.url)`: how workers and files are reached. */
const urlSpecifier = (node: Node): string[] => {
  const [first, second] = node['arguments'] as readonly unknown[];
  const callee = node['callee'] as Node;
  const isImportMeta = allNodes(second).some(({ type }) => type === 'MetaProperty');
  return callee['name'] === 'URL' && isImportMeta ? literal(first) : [];
};

const specifiersOf = (node: Node): string[] => {
  const hasSource = ['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(
    node.type,
  );
  if (hasSource || node.type === 'ImportExpression' || node.type === 'TSImportType')
    return literal(node['source']);
  return node.type === 'NewExpression' ? urlSpecifier(node) : [];
};

const parse = (path: string, text: string): Node => {
  const { program, errors } = parseSync(path, text);
  expect(errors, path).toEqual([]);
  return program as unknown as Node;
};

const EXTENSIONS = ['', '.ts', '.tsx', '.d.ts'];

/** `./x?url` in `a/b.ts` -> the file it means; a file that does not exist keeps its written name. */
const resolveSpecifier = (from: string, specifier: string, files: Sources): string => {
  if (specifier.startsWith('/')) return `public:${specifier}`;
  if (!specifier.startsWith('.')) return `npm:${specifier}`;
  const path = posix.normalize(posix.join(posix.dirname(from), specifier.replace(/[?#].*$/, '')));
  return EXTENSIONS.map((extension) => path + extension).find((candidate) => files.has(candidate)) ?? path;
};

const edgesOf = (from: string, program: Node, files: Sources): readonly Edge[] =>
  allNodes(program)
    .flatMap(specifiersOf)
    .map((specifier) => ({ from, to: resolveSpecifier(from, specifier, files) }));

const fits = (path: string, place: string): boolean => {
  const want = place.split('/');
  const have = path.split('/');
  return want.length <= have.length && want.every((part, index) => part === '*' || part === have[index]);
};

const rowOf = (path: string) => LAYERS.find(([place]) => fits(path, place));

/** Files of one folder know one another; functions do not. */
const isSamePlace = (from: string, to: string): boolean => {
  const depth = from.startsWith('functions/') ? 2 : 1;
  const folder = from.split('/').slice(0, depth).join('/');
  return from.split('/').length > depth && to.startsWith(`${folder}/`);
};

const packageViolation = ({ from, to }: Edge): string | null => {
  const name = to.slice('npm:'.length);
  const owned = Object.entries(OWNERS).find(([key]) =>
    /[/-]$/.test(key) ? name.startsWith(key) : name === key || name.startsWith(`${key}/`),
  );
  if (!owned) return `${from} -> ${name}: no folder owns this package`;
  return owned[1].some((place) => fits(from, place))
    ? null
    : `${from} -> ${name}: only ${owned[1].join(', ')} may`;
};

const edgeViolation = (edge: Edge): string | null => {
  const { from, to } = edge;
  if (to.startsWith('npm:')) return packageViolation(edge);
  if (to.startsWith('public:') && PUBLIC_READERS.some((place) => fits(from, place))) return null;
  const row = rowOf(from);
  if (!row) return `${from}: no row of the layer table`;
  const isDefinition = fits(from, 'functions/*/definition.ts');
  if (isSamePlace(from, to) && !isDefinition) return null;
  return row[1].some((place) => fits(to, place)) ? null : `${from} -> ${to}: not in the layer table`;
};

const isReExport = (node: Node): boolean =>
  node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && isNode(node['source']));

/** Styles, and in the entry of a page or a worker what the platform lacks: nothing else runs by being imported. */
const mayRunFirst = (path: string, specifier: string): boolean => {
  const isEntry = path === 'main.tsx' || path.endsWith('.worker.ts');
  return specifier.endsWith('.css') || (isEntry && specifier.endsWith('/core/disposable-symbols'));
};

const shapeViolations = (path: string, program: Node): readonly string[] => {
  const body = program['body'] as readonly Node[];
  const folders = path.split('/').slice(0, -1);
  const bare = body.filter(
    (node) => node.type === 'ImportDeclaration' && (node['specifiers'] as readonly unknown[]).length === 0,
  );
  const sideEffects = bare
    .flatMap((node) => literal(node['source']))
    .filter((name) => !mayRunFirst(path, name));
  return [
    ...folders.filter((name) => FORBIDDEN_FOLDERS.includes(name)).map((name) => `${path}: folder ${name}`),
    ...(/(^|\/)index\.tsx?$/.test(path) ? [`${path}: barrel`] : []),
    ...(body.length > 0 && body.every(isReExport) ? [`${path}: only re-exports`] : []),
    ...(body.some(({ type }) => type === 'ExportAllDeclaration') ? [`${path}: export *`] : []),
    ...sideEffects.map((name) => `${path}: imports ${name} for its side effect`),
  ];
};

/** Files that reach themselves, as one line per cycle found. */
const findCycles = (edges: readonly Edge[]): readonly string[] => {
  const next = new Map<string, Edge[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge]);
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]) => {
    const seenAt = trail.indexOf(file);
    if (seenAt >= 0) return void cycles.push(`cycle: ${[...trail.slice(seenAt), file].join(' -> ')}`);
    if (finished.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...trail, file]);
    finished.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
};

const inspect = (files: Sources): readonly string[] => {
  const programs = [...files].map(([path, text]) => [path, parse(path, text)] as const);
  const edges = programs.flatMap(([path, program]) => edgesOf(path, program, files));
  return [
    ...edges.flatMap((edge) => edgeViolation(edge) ?? []),
    ...findCycles(edges.filter(({ to }) => !to.includes(':'))),
    ...programs.flatMap(([path, program]) => shapeViolations(path, program)),
  ];
};

const root = dirname(fileURLToPath(import.meta.url));
const isProductCode = (path: string) => /\.tsx?$/.test(path) && !/(\.test\.tsx?|\.d\.ts)$/.test(path);
const productFiles = (): Sources =>
  new Map(
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .map((path) => path.replaceAll('\\', '/'))
      .filter(isProductCode)
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );

const inspectPlanted = (files: Readonly<Record<string, string>>) => inspect(new Map(Object.entries(files)));

test('every import of the product follows the layer table, without cycles or barrels', () => {
  expect(inspect(productFiles())).toEqual([]);
});

test('a clean tree of every kind of import raises nothing', () => {
  const planted = inspectPlanted({
    'core/a.ts': "import { z } from 'zod';\nexport const a = z;",
    'functions/x/definition.ts': "import { a } from '../../core/a';\nexport const x = a;",
    'functions/x/plan-x.ts': "import type { x } from './definition';\nexport type X = typeof x;",
    'functions/x/run.ts': "import type { X } from './plan-x';\nexport const run = (x: X) => x;",
    'functions/definitions.ts': "import { x } from './x/definition';\nexport const definitions = [x];",
    'functions/runners.ts': "export const runners = { X: () => import('./x/run') };",
    'worker/media.worker.ts': "import { runners } from '../functions/runners';\nexport const w = runners;",
    'jobs/open-worker.ts': "export const u = new URL('../worker/media.worker.ts', import.meta.url);",
    'media/core.ts': "import url from '@ffmpeg/core/wasm?url';\nexport const u = url;",
  });
  expect(planted).toEqual([]);
});

test.each([
  ['an upward import', 'dsp/a.ts', "import { b } from '../models/b';\nexport const a = b;"],
  ['a type-only upward import', 'core/a.ts', "import type { B } from '../jobs/job';\nexport type A = B;"],
  ['an import type expression', 'core/a.ts', "export type A = import('../jobs/job').Job;"],
  ['a dynamic upward import', 'vision/a.ts', "export const a = () => import('../media/open-media');"],
  ['a re-export from above', 'core/a.ts', "export { b } from '../worker/wire';\nexport const a = 1;"],
  [
    'a worker reached from the wrong file',
    'app/a.ts',
    "export const a = new URL('../worker/media.worker.ts', import.meta.url);",
  ],
  [
    'a function that knows another',
    'functions/x/run.ts',
    "import { y } from '../y/plan-y';\nexport const x = y;",
  ],
  [
    'a definition with an algorithm',
    'functions/x/definition.ts',
    "import { p } from './plan-x';\nexport const x = p;",
  ],
  [
    'a page that loads an algorithm',
    'app/a.tsx',
    "import { r } from '../functions/x/run';\nexport const a = r;",
  ],
  [
    'a package in the wrong folder',
    'app/a.ts',
    "import { Input } from 'mediabunny';\nexport const a = Input;",
  ],
  [
    'a file of a package in the wrong folder',
    'gpu/a.ts',
    "import u from 'onnxruntime-web/x.wasm?url';\nexport const a = u;",
  ],
  ['a package of an owned scope', 'models/a.ts', "import { x } from '@ffmpeg/ffmpeg';\nexport const a = x;"],
  ['a package nobody owns', 'core/a.ts', "import x from 'left-pad';\nexport const a = x;"],
  ['a Node built-in', 'core/a.ts', "import x from 'node:fs';\nexport const a = x;"],
  ['a file outside every row', 'extra/a.ts', "import { b } from '../core/b';\nexport const a = b;"],
  ['a barrel by name', 'core/index.ts', 'export const a = 1;'],
  ['a barrel by content', 'core/all.ts', "export { a } from './a';\nexport { b } from './b';"],
  ['a star export', 'core/a.ts', "export * from './b';\nexport const a = 1;"],
  ['registration by side effect', 'core/a.ts', "import './b';\nexport const a = 1;"],
  [
    'a missing platform part filled in outside an entry',
    'worker/wire.ts',
    "import '../core/disposable-symbols';\nexport const a = 1;",
  ],
  ['a drawer folder', 'core/utils/a.ts', 'export const a = 1;'],
])('%s is caught', (_, path, text) => {
  expect(inspectPlanted({ [path]: text })).toHaveLength(1);
});

test('cycles of any size are caught, type-only and dynamic ones included', () => {
  const pair = inspectPlanted({
    'core/a.ts': "import type { B } from './b';\nexport type A = B;",
    'core/b.ts': "import type { A } from './a';\nexport type B = A;",
  });
  expect(pair).toEqual(['cycle: core/a.ts -> core/b.ts -> core/a.ts']);
  const ring = inspectPlanted({
    'core/a.ts': "export const a = () => import('./b');",
    'core/b.ts': "import { c } from './c';\nexport const b = c;",
    'core/c.ts': "export const c: typeof import('./a') | null = null;",
  });
  expect(ring).toEqual(['cycle: core/a.ts -> core/b.ts -> core/c.ts -> core/a.ts']);
});

interface TsConfig {
  readonly compilerOptions: { readonly lib: readonly string[] };
  readonly include: readonly string[];
}
const readConfig = (name: string) => JSON.parse(readFileSync(join(root, '..', name), 'utf8')) as TsConfig;

test('every worker-side folder compiles without the DOM', () => {
  const { compilerOptions, include } = readConfig('tsconfig.worker.json');
  expect(compilerOptions.lib.filter((lib) => lib.startsWith('DOM'))).toEqual([]);
  const workerSide = [
    'core',
    'kernels',
    'dsp',
    'vision',
    'gpu',
    'media',
    'inference',
    'exporters',
    'models',
    'functions',
    'worker',
  ];
  expect(include).toEqual(expect.arrayContaining(workerSide.map((folder) => `src/${folder}`)));
  const page = readConfig('tsconfig.page.json').include;
  expect(workerSide.filter((folder) => folder !== 'core' && page.includes(`src/${folder}`))).toEqual([]);
});
