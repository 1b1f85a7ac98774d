/** One look of burned-in subtitles, in parts of the shorter picture side. */
export interface SubtitleStyle {
  readonly font: string;
  /** Type size as a share of the shorter side. */
  readonly size: number;
  /** ASS colours, `&HAABBGGRR` (AA = 00 opaque). */
  readonly fill: string;
  readonly edge: string;
  readonly back: string;
  readonly bold: boolean;
  /** Shares of the type size. */
  readonly outline: number;
  readonly shadow: number;
  /** 1 outline and shadow, 3 a box behind the line. */
  readonly border: 1 | 3;
  /** ASS override tags of every line, e.g. `{\blur3}`. */
  readonly tags: string;
}

const plain: SubtitleStyle = {
  font: 'Noto Sans CJK SC',
  size: 0.065,
  fill: '&H00FFFFFF',
  edge: '&H00000000',
  back: '&H80000000',
  bold: false,
  outline: 0.06,
  shadow: 0,
  border: 1,
  tags: '',
};

export const STYLES = {
  outline: plain,
  yellow: { ...plain, fill: '&H0000E6FF', size: 0.07, outline: 0.05, bold: true },
  shadow: { ...plain, outline: 0.015, shadow: 0.06, bold: true },
  softShadow: { ...plain, outline: 0.04, shadow: 0.04, tags: '{\\blur2}' },
  box: { ...plain, border: 3, outline: 0.12, edge: '&H00101010', back: '&H00101010' },
  paleBox: { ...plain, border: 3, outline: 0.12, edge: '&H60000000', back: '&H60000000' },
  serif: { ...plain, font: 'Noto Serif CJK SC', outline: 0.045, bold: true },
  blueEdge: { ...plain, edge: '&H00A03010', outline: 0.07, bold: true },
} as const satisfies Readonly<Record<string, SubtitleStyle>>;

export type StyleName = keyof typeof STYLES;
