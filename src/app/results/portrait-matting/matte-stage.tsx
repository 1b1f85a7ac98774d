import { Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { useFunctionText } from '../../i18n/use-function-text';
import { BeforeAfter } from '../../media/before-after';
import { Button } from '../../ui/button';
import type { ResultInput, ResultOutput } from '../result-view';
import styles from './matte-stage.module.css';

export const BACKDROPS = ['checker', 'black', 'white', 'busy'] as const;
export type Backdrop = (typeof BACKDROPS)[number];

interface StageProps {
  readonly output: ResultOutput;
  readonly source: ResultInput | undefined;
  readonly backdrop: Backdrop;
}

export const isVideo = (mimeType: string): boolean => mimeType.startsWith('video/');

/** Chooses what a transparent result is shown over. */
export const BackdropPicker = ({
  value,
  onChange,
}: {
  readonly value: Backdrop;
  readonly onChange: (backdrop: Backdrop) => void;
}) => {
  const { result } = useFunctionText('portrait-matting');
  return (
    <fieldset className={styles.picker}>
      <legend>{result.over}</legend>
      {BACKDROPS.map((backdrop) => (
        <label key={backdrop}>
          <input
            type="radio"
            name="backdrop"
            checked={value === backdrop}
            onChange={() => onChange(backdrop)}
          />
          {result[backdrop]}
        </label>
      ))}
    </fieldset>
  );
};

const StillStage = ({ output, source, backdrop }: StageProps) => {
  const { result } = useFunctionText('portrait-matting');
  const after = (
    <div className={[styles.over, styles[backdrop]].join(' ')}>
      <img src={output.url} alt={output.fileName} />
    </div>
  );
  if (!source) return after;
  return <BeforeAfter before={<img src={source.url} alt={result.original} />} after={after} />;
};

/** More than a frame apart: the source is brought to the result's time. */
const DRIFT_SECONDS = 0.06;

const VideoStage = ({ output, source, backdrop }: StageProps) => {
  const { result } = useFunctionText('portrait-matting');
  const made = useRef<HTMLVideoElement>(null);
  const original = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const follow = () => {
    const time = made.current?.currentTime ?? 0;
    if (original.current && Math.abs(original.current.currentTime - time) > DRIFT_SECONDS)
      original.current.currentTime = time;
  };
  const toggle = () => {
    const videos = [made.current, original.current];
    if (isPlaying) for (const video of videos) video?.pause();
    else void Promise.allSettled(videos.map((video) => video?.play()));
    setPlaying(!isPlaying);
  };
  const after = (
    <div className={[styles.over, styles[backdrop]].join(' ')}>
      <video ref={made} src={output.url} playsInline loop onTimeUpdate={follow} aria-label={output.fileName}>
        <track kind="captions" />
      </video>
    </div>
  );
  const before = source && (
    <video ref={original} src={source.url} muted playsInline loop aria-label={result.original}>
      <track kind="captions" />
    </video>
  );
  return (
    <>
      {before ? <BeforeAfter before={before} after={after} /> : after}
      <Button icon={isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />} onClick={toggle}>
        {isPlaying ? result.pause : result.play}
      </Button>
    </>
  );
};

/** The result over a backdrop, against the source. */
export const MatteStage = (props: StageProps) =>
  isVideo(props.output.mimeType) ? <VideoStage {...props} /> : <StillStage {...props} />;
