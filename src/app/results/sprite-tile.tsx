/** A picture that holds many of one size, row by row. */
export interface Sprite {
  readonly url: string;
  readonly columns: number;
  readonly tileWidthPx: number;
  readonly tileHeightPx: number;
  /** Pictures in it. */
  readonly count: number;
}

interface SpriteTileProps {
  readonly sprite: Sprite;
  readonly index: number;
  readonly className?: string | undefined;
}

/** Where tile `at` of `count` lies, as a CSS background position. */
const share = (at: number, count: number): string => `${count > 1 ? (at / (count - 1)) * 100 : 0}%`;

/** One picture of a sprite. */
export const SpriteTile = ({ sprite, index, className }: SpriteTileProps) => {
  const { url, columns, tileWidthPx, tileHeightPx, count } = sprite;
  const rows = Math.ceil(count / columns);
  return (
    <span
      className={className}
      style={{
        display: 'block',
        aspectRatio: `${tileWidthPx} / ${tileHeightPx}`,
        backgroundImage: `url("${url}")`,
        backgroundSize: `${columns * 100}% ${rows * 100}%`,
        backgroundPosition: `${share(index % columns, columns)} ${share(Math.floor(index / columns), rows)}`,
      }}
    />
  );
};
