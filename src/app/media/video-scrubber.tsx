import { Pause, Play, SkipBack, SkipForward } from 'lucide-react';
import { useState, type CSSProperties, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTimecode } from '../format';
import { IconButton } from '../ui/button';
import { SeekRange } from './seek-range';
import { usePlayback } from './use-playback';
import styles from './video-scrubber.module.css';

interface VideoScrubberProps {
  readonly url: string;
  readonly timeSeconds: number;
  readonly onTime: (seconds: number) => void;
  /** Frames a second, for single steps. */
  readonly frameRate?: number;
  /** Puts something over the picture: a crop, boxes, captions. Gets the video element. */
  readonly overlay?: (video: ReactNode) => ReactNode;
  readonly label?: string;
}

const DEFAULT_FRAME_RATE = 25;

interface ControlsProps {
  readonly playback: Omit<ReturnType<typeof usePlayback>, 'ref' | 'events'>;
  readonly timeSeconds: number;
  readonly stepSeconds: number;
}

const Controls = ({ playback, timeSeconds, stepSeconds }: ControlsProps) => {
  const { t } = useTranslation();
  const { isPlaying, durationSeconds, toggle, seek } = playback;
  return (
    <div className={styles.controls}>
      <IconButton label={t(isPlaying ? 'common.pause' : 'common.play')} onClick={toggle}>
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      <IconButton label={t('media.stepBack')} onClick={() => seek(timeSeconds - stepSeconds)}>
        <SkipBack aria-hidden />
      </IconButton>
      <IconButton label={t('media.stepForward')} onClick={() => seek(timeSeconds + stepSeconds)}>
        <SkipForward aria-hidden />
      </IconButton>
      <div className={styles.bar}>
        <span className={styles.fill} style={{ width: `${(timeSeconds / (durationSeconds || 1)) * 100}%` }} />
        <SeekRange
          label={t('media.position')}
          durationSeconds={durationSeconds}
          currentSeconds={timeSeconds}
          stepSeconds={stepSeconds}
          onSeek={seek}
        />
      </div>
      <span className={styles.time}>
        {formatTimecode(timeSeconds, true)} / {formatTimecode(durationSeconds)}
      </span>
    </div>
  );
};

/** A video to find a frame in: slider, single steps, keyboard, play. */
export const VideoScrubber = (props: VideoScrubberProps) => {
  const { url, timeSeconds, onTime, frameRate = DEFAULT_FRAME_RATE, overlay, label } = props;
  const { t } = useTranslation();
  const [isBroken, setBroken] = useState(false);
  const { ref, events, ...playback } = usePlayback(timeSeconds, onTime);
  if (isBroken) return <p className={styles.broken}>{t('media.cannotPlay')}</p>;
  const picture = (
    <video
      ref={ref}
      className={styles.video}
      src={url}
      muted
      playsInline
      preload="auto"
      tabIndex={-1}
      aria-label={label}
      onError={() => setBroken(true)}
      {...events}
    />
  );
  return (
    <div className={styles.scrubber}>
      <div className={styles.picture}>
        <div className={styles.fit} style={{ '--aspect': playback.aspectRatio } as CSSProperties}>
          {overlay ? overlay(picture) : picture}
        </div>
      </div>
      <Controls playback={playback} timeSeconds={timeSeconds} stepSeconds={1 / frameRate} />
      <p className={styles.hint}>{t('media.keysHint')}</p>
    </div>
  );
};
