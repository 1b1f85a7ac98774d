const unquote = (value: string): string => {
  if (value.startsWith("'")) return value.slice(1, -1).replaceAll("''", "'");
  if (value.startsWith('"')) return JSON.parse(value) as string;
  return value;
};

/**
 * The characters of a PaddleOCR recogniser in class order. It reads the `character_dict` list of its YAML settings;
 * no other YAML is understood.
 */
export const parseCharacterList = (yaml: string): string[] => {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => line.trim() === 'character_dict:') + 1;
  const characters: string[] = [];
  for (const line of lines.slice(start)) {
    const item = /^\s*- (.*)$/.exec(line);
    if (!item) break;
    characters.push(unquote(item[1]!));
  }
  return characters;
};

/** The same for older recognisers, whose list is a plain text file with one character a line. */
export const parseCharacterLines = (text: string): string[] => {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
};
