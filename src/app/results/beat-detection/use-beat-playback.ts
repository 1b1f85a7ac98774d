import { useEffect, useRef, useState } from 'react';
import { createClickPlayer, type ClickLevel, type ClickPlayer } from './play-clicks';

interface Loudness {
  readonly music: number;
  readonly clicks: number;
}

/** An `<audio>` element, the time it is at (per drawn frame), and clicks on top of it. */
export const useBeatPlayback = (levels: readonly ClickLevel[], loudness: Loudness) => {
  const ref = useRef<HTMLAudioElement>(null);
  const player = useRef<ClickPlayer>(undefined);
  const latest = useRef({ levels, loudness });
  const [isPlaying, setPlaying] = useState(false);
  const [currentSeconds, setCurrent] = useState(0);
  useEffect(() => {
    latest.current = { levels, loudness };
  }, [levels, loudness]);
  useEffect(() => () => player.current?.close(), []);

  useEffect(() => {
    if (!isPlaying) return undefined;
    let request = requestAnimationFrame(function follow() {
      if (ref.current) setCurrent(ref.current.currentTime);
      request = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(request);
  }, [isPlaying]);

  const toggle = () => {
    const audio = ref.current;
    if (!audio) return;
    player.current ??= createClickPlayer(
      audio,
      () => latest.current.levels,
      () => latest.current.loudness,
    );
    if (audio.paused) void audio.play().catch(() => setPlaying(false));
    else audio.pause();
  };
  const seek = (seconds: number) => {
    if (ref.current) ref.current.currentTime = seconds;
    setCurrent(seconds);
  };
  const events = {
    onPlay: () => {
      player.current?.start();
      setPlaying(true);
    },
    onPause: () => {
      player.current?.stop();
      setPlaying(false);
    },
  };
  return { ref, isPlaying, currentSeconds, toggle, seek, events };
};
