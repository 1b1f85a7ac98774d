import { useFunctionText } from '../../i18n/use-function-text';
import styles from './matrix.module.css';
import type { SongData } from './song-data';
import { useCanvas } from './use-canvas';

/** What the song has in common with itself; choruses are bright stripes beside the diagonal. */
export const Matrix = ({ song }: { readonly song: SongData }) => {
  const text = useFunctionText('chorus-detection').result;
  const { similarity } = song;
  const ref = useCanvas(
    (g) => {
      if (!similarity) return;
      const { cells } = similarity;
      const bytes = Uint8Array.from(atob(similarity.base64), (c) => c.charCodeAt(0));
      const small = new OffscreenCanvas(cells, cells);
      const pixels = new ImageData(cells, cells);
      bytes.forEach((value, at) => {
        // Dark blue through orange to pale: even steps of lightness.
        const x = (value / 255) ** 1.5;
        pixels.data.set([255 * Math.min(1, 1.6 * x), 235 * x ** 1.3, 60 + 130 * x * x, 255], at * 4);
      });
      small.getContext('2d')?.putImageData(pixels, 0, 0);
      g.imageSmoothingEnabled = false;
      g.drawImage(small, 0, 0, g.canvas.width, g.canvas.height);
    },
    [similarity],
  );
  if (!similarity) return null;
  return (
    <figure className={styles.figure}>
      <canvas ref={ref} className={styles.matrix} />
      <figcaption>{text.matrix}</figcaption>
    </figure>
  );
};
