import type { I420Frame } from '../../media/i420-frame';
import type { EditPlane } from '../../vision/marks/edit-plane';

/** Luma and chroma of a frame as planes that can be changed in place. */
export const planesOf = ({ y, u, v, ...size }: Omit<I420Frame, 'colorSpace'>): readonly EditPlane[] => {
  const chroma = { widthPx: size.chromaWidthPx, heightPx: size.chromaHeightPx, scale: 0.5 };
  return [
    { data: y, widthPx: size.widthPx, heightPx: size.heightPx, scale: 1 },
    { data: u, ...chroma },
    { data: v, ...chroma },
  ];
};
