export interface SizeParams {
  readonly AspectRatio: 'source' | '16:9' | '4:3' | '1:1' | '3:4' | '9:16';
  /** 0 = not given. */
  readonly Width: number;
  readonly Height: number;
}

/** Wanted width / height of the crop, or `null` for the whole picture. Width and Height together decide it. */
export const wantedAspect = ({ AspectRatio, Width, Height }: SizeParams): number | null => {
  if (Width > 0 && Height > 0) return Width / Height;
  if (AspectRatio === 'source') return null;
  const [wide, high] = AspectRatio.split(':').map(Number);
  return wide! / high!;
};

/** Size of the written picture: as given, the missing side following the crop; the crop's own size by default. */
export const planOutputSize = (
  { Width, Height }: Pick<SizeParams, 'Width' | 'Height'>,
  crop: { readonly widthPx: number; readonly heightPx: number },
): { readonly widthPx: number; readonly heightPx: number } => {
  const scale = Width > 0 ? Width / crop.widthPx : Height > 0 ? Height / crop.heightPx : 1;
  return {
    widthPx: Width > 0 ? Width : Math.max(1, Math.round(crop.widthPx * scale)),
    heightPx: Height > 0 ? Height : Math.max(1, Math.round(crop.heightPx * scale)),
  };
};
