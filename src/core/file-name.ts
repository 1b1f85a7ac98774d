/** `clips/holiday.final.mp4` -> `holiday.final`. */
export const baseNameOf = (fileName: string): string => {
  const leaf = fileName.split(/[\\/]/).at(-1) ?? fileName;
  const dot = leaf.lastIndexOf('.');
  return dot > 0 ? leaf.slice(0, dot) : leaf;
};

/** Output names carry the input's base name: `outputName('holiday.mp4', 'cover-1', 'jpg')` -> `holiday.cover-1.jpg`. */
export const outputName = (sourceName: string, label: string, extension: string): string =>
  `${baseNameOf(sourceName)}.${label}.${extension}`;
