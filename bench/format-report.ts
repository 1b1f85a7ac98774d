import type { BenchBar, BenchReport, BenchTable } from './bench-suite';

export const barHolds = ({ value, op, limit }: BenchBar): boolean =>
  op === '>=' ? value >= limit : value <= limit;

/** Enough digits to compare, none that mean nothing. */
const formatCell = (cell: string | number): string => {
  if (typeof cell === 'string') return cell;
  return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(4)));
};

const escapeCell = (cell: string | number): string =>
  formatCell(cell).replaceAll('|', '\\|').replaceAll('\n', ' ');

const markdownRow = (cells: readonly (string | number)[]): string =>
  `| ${cells.map(escapeCell).join(' | ')} |`;

const markdownTable = ({ title, columns, rows, notes = [] }: BenchTable): string =>
  [
    `### ${title}`,
    '',
    markdownRow(columns),
    markdownRow(columns.map(() => '---')),
    ...rows.map(markdownRow),
    ...(notes.length > 0 ? ['', ...notes.map((note) => `- ${note}`)] : []),
    '',
  ].join('\n');

const barsTable = (bars: readonly BenchBar[]): BenchTable => ({
  title: 'Bars',
  columns: ['bar', 'value', 'limit', 'holds'],
  rows: bars.map((bar) => [bar.name, bar.value, `${bar.op} ${bar.limit}`, barHolds(bar) ? 'yes' : 'NO']),
});

/** The report as Markdown: readable on a terminal, and what docs/quality.md keeps. */
export const formatReport = ({ tables, bars }: BenchReport): string =>
  [...tables, ...(bars.length > 0 ? [barsTable(bars)] : [])].map(markdownTable).join('\n');
