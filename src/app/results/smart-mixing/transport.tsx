import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatTimecode } from '../../format';
import { useFunctionText } from '../../i18n/use-function-text';
import { Button } from '../../ui/button';
import type { MixPlayer } from './mix-player';
import styles from './transport.module.css';

const REFRESH_MS = 100;

/** Play, pause and the place in the mix. */
export const Transport = ({ player, seconds }: { readonly player: MixPlayer; readonly seconds: number }) => {
  const text = useFunctionText('smart-mixing').result;
  const [position, setPosition] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    const timer = window.setInterval(() => {
      setPosition(player.position());
      setPlaying(player.isPlaying());
    }, REFRESH_MS);
    return () => window.clearInterval(timer);
  }, [player]);
  const toggle = () => {
    if (player.isPlaying()) player.pause();
    else void player.play(player.position());
    setPlaying(player.isPlaying());
  };
  return (
    <div className={styles.transport}>
      <Button
        variant="primary"
        onClick={toggle}
        icon={isPlaying ? <Pause aria-hidden size={18} /> : <Play aria-hidden size={18} />}
      >
        {isPlaying ? text.pause : text.play}
      </Button>
      <input
        type="range"
        min={0}
        max={seconds}
        step={0.01}
        value={position}
        aria-label={text.position}
        aria-valuetext={formatTimecode(position)}
        onChange={(event) => {
          const wasPlaying = player.isPlaying();
          setPosition(event.target.valueAsNumber);
          void player.play(event.target.valueAsNumber).then(() => (wasPlaying ? undefined : player.pause()));
        }}
      />
      <span className={styles.time}>
        {formatTimecode(position)} / {formatTimecode(seconds)}
      </span>
    </div>
  );
};
