import { useEffect, useRef, useState } from 'react';
import { BeforeAfter } from '../../media/before-after';
import { VideoScrubber } from '../../media/video-scrubber';
import styles from './compare-view.module.css';

/** Two videos this far apart (s) show different frames. */
const APART_SECONDS = 0.04;

/** A video that shows what the other one of the same view shows, playing or not. */
const FollowingVideo = ({ url }: { readonly url: string }) => {
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const own = ref.current;
    const both = [...(own?.closest('[data-compare]')?.querySelectorAll('video') ?? [])];
    const leader = both.find((video) => video !== own);
    if (!own || !leader) return;
    const follow = () => {
      if (Math.abs(own.currentTime - leader.currentTime) > APART_SECONDS)
        own.currentTime = leader.currentTime;
      if (leader.paused) own.pause();
      else void own.play().catch(() => own.pause());
    };
    const events = ['play', 'pause', 'seeked', 'timeupdate', 'loadeddata'] as const;
    for (const event of events) leader.addEventListener(event, follow);
    own.addEventListener('loadeddata', follow);
    return () => {
      for (const event of events) leader.removeEventListener(event, follow);
      own.removeEventListener('loadeddata', follow);
    };
  }, []);
  return (
    <video ref={ref} className={styles.following} src={url} muted playsInline preload="auto" tabIndex={-1} />
  );
};

interface CompareViewProps {
  readonly beforeUrl: string;
  readonly afterUrl: string;
  readonly isStill: boolean;
  readonly label: string;
  readonly startSeconds: number;
}

/** The original and the finished picture over one another, frame by frame. */
export const CompareView = ({ beforeUrl, afterUrl, isStill, label, startSeconds }: CompareViewProps) => {
  const [seconds, setSeconds] = useState(startSeconds);
  if (isStill) {
    return (
      <BeforeAfter
        before={<img className={styles.image} src={beforeUrl} alt="" />}
        after={<img className={styles.image} src={afterUrl} alt={label} />}
      />
    );
  }
  return (
    <div data-compare>
      <VideoScrubber
        url={afterUrl}
        timeSeconds={seconds}
        onTime={setSeconds}
        label={label}
        overlay={(video) => <BeforeAfter before={<FollowingVideo url={beforeUrl} />} after={video} />}
      />
    </div>
  );
};
