import { Combine, Play } from 'lucide-react';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { IconButton } from '../../ui/button';
import { Badge } from '../../ui/card';
import { SpriteTile, type Sprite } from '../sprite-tile';
import type { StripSegment } from './edit-segments';
import styles from './slide-card.module.css';

/** Titles read with less confidence than this are worth a look. */
const UNCERTAIN = 0.8;

interface SlideCardProps {
  readonly number: number;
  readonly segment: StripSegment;
  readonly tiles: Sprite | null;
  readonly isNow: boolean;
  readonly isAgain: boolean;
  readonly onPlay: (() => void) | null;
  readonly onRename: ((title: string) => void) | null;
  readonly onMerge: (() => void) | null;
}

const Badges = ({ segment, isAgain }: Pick<SlideCardProps, 'segment' | 'isAgain'>) => {
  const text = useFunctionText('slide-splitting').result;
  const { slideNumber, title, titleConfidence } = segment;
  if (slideNumber === 0) return <Badge>{text.noSlide}</Badge>;
  return (
    <>
      {isAgain && <Badge>{`${fill(text.slide, { number: slideNumber })} ${text.again}`}</Badge>}
      {title !== '' && titleConfidence < UNCERTAIN && <Badge tone="warn">{text.uncertain}</Badge>}
    </>
  );
};

/** One segment of the strip: the slide, its title to change, and the cut before it to take away. */
export const SlideCard = ({ number, segment, ...props }: SlideCardProps) => {
  const { tiles, isNow, isAgain, onPlay, onRename, onMerge } = props;
  const text = useFunctionText('slide-splitting').result;
  const { start, end, title, tile } = segment;
  return (
    <li className={styles.card} data-now={isNow || undefined}>
      <div className={styles.stage}>
        {tiles && <SpriteTile sprite={tiles} index={tile} className={styles.tile} />}
        <span className={styles.number}>{number}</span>
      </div>
      {onRename ? (
        <input
          className={styles.title}
          value={title}
          maxLength={500}
          aria-label={fill(text.titleOf, { number })}
          onChange={(event) => onRename(event.target.value)}
        />
      ) : (
        <strong>{title}</strong>
      )}
      <div className={styles.facts}>
        {onPlay && (
          <IconButton label={fill(text.play, { time: formatTimecode(start) })} onClick={onPlay}>
            <Play aria-hidden size={18} />
          </IconButton>
        )}
        <span className={styles.time}>
          {formatTimecode(start)} – {formatTimecode(end)}
        </span>
        <Badges segment={segment} isAgain={isAgain} />
        {onMerge && (
          <IconButton className={styles.merge} label={fill(text.mergeOf, { number })} onClick={onMerge}>
            <Combine aria-hidden size={18} />
          </IconButton>
        )}
      </div>
    </li>
  );
};
