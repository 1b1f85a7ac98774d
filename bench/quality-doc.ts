const TITLE = `# Quality

The last figures of every bench suite, each with the command that made them. The tables are written by \`npm run bench\`;
words between the sections are ours.
`;

const startMark = (id: string): string => `<!-- bench ${id} -->`;
const endMark = (id: string): string => `<!-- end of bench ${id} -->`;

/**
 * `document` with the suite's section replaced, or added at the end. What stands outside the suite's own markers is
 * left as it is, so writing the same section twice changes nothing.
 */
export const withSection = (document: string, id: string, section: string): string => {
  const block = `${startMark(id)}\n\n${section.trim()}\n\n${endMark(id)}`;
  const text = document.trim() === '' ? TITLE : document;
  const start = text.indexOf(startMark(id));
  const end = text.indexOf(endMark(id));
  if (start < 0 || end < start) return `${text.trimEnd()}\n\n${block}\n`;
  return text.slice(0, start) + block + text.slice(end + endMark(id).length);
};
