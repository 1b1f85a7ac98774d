import { useEffect, useRef, useState } from 'react';

/** Smaller differences are the same frame. */
const SAME_SECONDS = 0.0005;
/** Until the video has told its own. */
const USUAL_ASPECT = 16 / 9;

/**
 * A `<video>` and a time that lead one another: while playing the video tells its time, while paused it shows the frame
 * at the time it is given.
 */
export const usePlayback = (timeSeconds: number, onTime: (seconds: number) => void) => {
  const ref = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [durationSeconds, setDuration] = useState(0);
  const [aspectRatio, setAspectRatio] = useState(USUAL_ASPECT);

  useEffect(() => {
    const video = ref.current;
    if (!video || isPlaying || Math.abs(video.currentTime - timeSeconds) < SAME_SECONDS) return;
    video.currentTime = timeSeconds;
  }, [timeSeconds, isPlaying]);

  const readMetadata = (video: HTMLVideoElement) => {
    setDuration(Number.isFinite(video.duration) ? video.duration : 0);
    if (video.videoHeight > 0) setAspectRatio(video.videoWidth / video.videoHeight);
  };
  // A rendering that is spread over several tasks can put the element in place after its event has gone by.
  useEffect(() => {
    const video = ref.current;
    if (video && video.readyState >= HTMLMediaElement.HAVE_METADATA) readMetadata(video);
  }, []);

  const toggle = () => {
    const video = ref.current;
    if (video?.paused) void video.play().catch(() => setPlaying(false));
    else video?.pause();
  };
  const seek = (seconds: number) => {
    ref.current?.pause();
    onTime(Math.min(durationSeconds, Math.max(0, seconds)));
  };
  const events = {
    onLoadedMetadata: () => {
      const video = ref.current;
      if (!video) return;
      readMetadata(video);
      video.currentTime = timeSeconds;
    },
    onTimeUpdate: () => {
      if (ref.current && !ref.current.paused) onTime(ref.current.currentTime);
    },
    onPlay: () => setPlaying(true),
    onPause: () => {
      setPlaying(false);
      if (ref.current) onTime(ref.current.currentTime);
    },
  };
  return { ref, isPlaying, durationSeconds, aspectRatio, toggle, seek, events };
};
