import type { CoverSheet } from './use-cover-sheet';

interface SpriteTileProps {
  readonly sheet: CoverSheet;
  readonly index: number;
  readonly className?: string | undefined;
}

/** Where tile `at` of `count` lies, as a CSS background position. */
const share = (at: number, count: number): string => `${count > 1 ? (at / (count - 1)) * 100 : 0}%`;

/** One thumbnail of the contact sheet. */
export const SpriteTile = ({ sheet, index, className }: SpriteTileProps) => {
  const { columns, tileWidthPx, tileHeightPx } = sheet.sprite;
  const rows = Math.ceil(sheet.candidates.length / columns);
  return (
    <span
      className={className}
      style={{
        display: 'block',
        aspectRatio: `${tileWidthPx} / ${tileHeightPx}`,
        backgroundImage: `url("${sheet.spriteUrl}")`,
        backgroundSize: `${columns * 100}% ${rows * 100}%`,
        backgroundPosition: `${share(index % columns, columns)} ${share(Math.floor(index / columns), rows)}`,
      }}
    />
  );
};
