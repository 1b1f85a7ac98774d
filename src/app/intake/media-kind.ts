import type { MediaKind } from '../../core/media-function';

export type FileKind = MediaKind | 'unknown';

/** Extensions browsers give no or a wrong MIME type for. */
const EXTENSIONS: Readonly<Record<MediaKind, string>> = {
  video:
    'mp4 m4v mov qt mkv webm avi flv f4v wmv asf mpg mpeg m2v vob ts m2ts mts 3gp 3g2 ogv mxf rm rmvb divx y4m',
  audio: 'mp3 m4a aac wav wave flac ogg oga opus wma aif aiff ac3 amr caf mka ape alac mid',
  image: 'jpg jpeg png webp gif bmp avif tif tiff heic heif svg ico jfif',
};

const kindByExtension = new Map(
  Object.entries(EXTENSIONS).flatMap(([kind, list]) =>
    list.split(' ').map((name) => [name, kind as MediaKind]),
  ),
);

const extensionOf = (fileName: string): string => fileName.split('.').at(-1)?.toLowerCase() ?? '';

/** What a file looks like from outside. The worker opens it and has the last word; `unknown` is offered to every function. */
export const kindOfFile = (file: Pick<File, 'name' | 'type'>): FileKind => {
  const [major] = file.type.split('/');
  if (major === 'video' || major === 'audio' || major === 'image') return major;
  return kindByExtension.get(extensionOf(file.name)) ?? 'unknown';
};

/** `kinds` of a slot accept this file. A video may stand in for sound: only its audio is read. */
export const fitsKinds = (kind: FileKind, kinds: readonly MediaKind[]): boolean =>
  kind === 'unknown' || kinds.includes(kind) || (kind === 'video' && kinds.includes('audio'));

/** `accept` attribute of a file picker. */
export const acceptOf = (kinds: readonly MediaKind[]): string =>
  kinds
    .flatMap((kind) => [`${kind}/*`, ...EXTENSIONS[kind].split(' ').map((extension) => `.${extension}`)])
    .join(',');
