import { outputName } from '../../core/file-name';
import type { OutputFile, RunContext } from '../../core/media-function';

/** The very same bytes under the name of a result, copied block by block. */
export const passThrough = async (
  file: File,
  { scratch, signal }: Pick<RunContext, 'scratch' | 'signal'>,
): Promise<OutputFile> => {
  const dot = file.name.lastIndexOf('.');
  const extension = dot > 0 ? file.name.slice(dot + 1) : 'mp4';
  const fileName = outputName(file.name, 'no-text', extension);
  const copy = await scratch.createFile(fileName);
  let position = 0;
  const place = new TransformStream<Uint8Array<ArrayBuffer>>({
    transform: (data, controller) => {
      controller.enqueue({ type: 'write', position, data });
      position += data.byteLength;
    },
  });
  await file
    .stream()
    .pipeThrough(place)
    .pipeTo(await copy.openWritable(), { signal });
  const mimeType = file.type || 'application/octet-stream';
  return { role: 'result', fileName, mimeType, blob: await copy.getFile() };
};
