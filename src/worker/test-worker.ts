import { expose } from 'comlink';
import { z } from 'zod';
import { defineFunction, type RunContext, type RunOutcome } from '../core/media-function';
import type { ScratchFile } from '../core/scratch';
import { createWorkerApi } from './create-worker-api';
import { holdLifeLock } from './hold-life-lock';
import { openScratch } from './open-scratch';

/**
 * A worker like the product's, whose functions misbehave on purpose. Only browser tests open it; no product file
 * imports it, so it is in no build.
 */

type Misbehaviour = (ctx: RunContext) => Promise<RunOutcome>;

const HALF_BYTES = 1 << 20;

/** Second half first. */
const writeBackwards = async (file: ScratchFile): Promise<File> => {
  const writer = (await file.openWritable()).getWriter();
  const half = (value: number) => new Uint8Array(HALF_BYTES).fill(value);
  await writer.write({ type: 'write', position: HALF_BYTES, data: half(2) });
  await writer.write({ type: 'write', position: 0, data: half(1) });
  await writer.close();
  return file.getFile();
};

/** Leaves a file and an open stream behind, as a function that throws half way does. */
const litter = async (ctx: RunContext): Promise<void> => {
  await writeBackwards(await ctx.scratch.createFile('left.bin'));
  const open = await (await ctx.scratch.createFile('open.bin')).openWritable();
  await open.getWriter().write({ type: 'write', position: 0, data: new Uint8Array(9) });
};

const never = () => new Promise<never>(() => undefined);

const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  write: async (ctx) => {
    await litter(ctx);
    const file = await writeBackwards(await ctx.scratch.createFile('big.bin'));
    const onDisk = {
      role: 'result',
      fileName: 'big.bin',
      mimeType: 'application/x-big',
      blob: file,
    } as const;
    const inMemory = {
      role: 'data',
      fileName: 'a/b.txt',
      mimeType: 'text/plain',
      blob: new Blob(['small']),
    } as const;
    return { outputs: [onDisk, inMemory], result: { fine: true } };
  },
  fail: async (ctx) => {
    await litter(ctx);
    throw new RangeError('Array buffer allocation failed');
  },
  deaf: async (ctx) => {
    await litter(ctx);
    ctx.progress('all', 0.5);
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (;;) Math.random();
  },
  vanish: async (ctx) => {
    await litter(ctx);
    self.close();
    return never();
  },
  stray: async (ctx) => {
    await litter(ctx);
    setTimeout(() => {
      throw new Error('nobody catches this');
    }, 10);
    return never();
  },
};

const definition = defineFunction({
  id: 'misbehave',
  functionName: 'Misbehave',
  inputs: {},
  params: z.object({ how: z.string() }),
  stages: [{ id: 'all', weight: 1 }],
});

const onStrayError = (listener: (reason: unknown) => void) => {
  const onError = (event: ErrorEvent) => {
    event.preventDefault();
    listener(event.error);
  };
  self.addEventListener('error', onError);
  return () => self.removeEventListener('error', onError);
};

expose(
  createWorkerApi({
    findDefinition: () => definition,
    loadRun: async () => (_inputs, params, ctx) => misbehaviours[String(params['how'])]!(ctx),
    openScratch,
    report: () => Promise.reject(new Error('not asked')),
    holdLifeLock,
    onStrayError,
  }),
);
