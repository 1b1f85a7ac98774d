import { SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFunctionText } from '../i18n/use-function-text';
import { Button } from '../ui/button';
import { Card, Notice } from '../ui/card';
import { Matrix } from './chorus-detection/matrix';
import { SectionList } from './chorus-detection/section-list';
import { type SongData, type SongSection, useSong } from './chorus-detection/song-data';
import { Timeline } from './chorus-detection/timeline';
import styles from './chorus-detection-result.module.css';
import { GenericResult } from './generic-result';
import type { ResultViewProps } from './result-view';

/** The song's own player; a section stops where it ends. */
const useSongPlayer = () => {
  const ref = useRef<HTMLAudioElement>(null);
  const stopAt = useRef(Infinity);
  const [position, setPosition] = useState(0);
  useEffect(() => {
    const audio = ref.current;
    if (!audio) return undefined;
    const follow = () => {
      setPosition(audio.currentTime);
      if (audio.currentTime < stopAt.current) return;
      audio.pause();
      stopAt.current = Infinity;
    };
    audio.addEventListener('timeupdate', follow);
    return () => audio.removeEventListener('timeupdate', follow);
  }, []);
  const play = (fromSeconds: number, toSeconds = Infinity) => {
    const audio = ref.current;
    if (!audio) return;
    stopAt.current = toSeconds;
    audio.currentTime = fromSeconds;
    void audio.play().catch(() => undefined);
  };
  return { ref, position, play };
};

/** By default only choruses are edited when only choruses were asked for. */
const sectionsShown = (song: SongData, params: ResultViewProps['job']['params']): readonly SongSection[] =>
  params['Sections'] === 'all' ? song.sections : song.sections.filter(({ title }) => title === 'Chorus');

const SongDesk = ({ song, job, inputs, rerun }: ResultViewProps & { readonly song: SongData }) => {
  const text = useFunctionText('chorus-detection').result;
  const found = sectionsShown(song, job.params);
  const [sections, setSections] = useState(found);
  const { ref, position, play } = useSongPlayer();
  const [source] = inputs['source'] ?? [];
  const isEdited = JSON.stringify(sections) !== JSON.stringify(found);
  const submit = (Export: readonly { start: number; end: number }[]) =>
    void rerun?.({ Edited: isEdited || hasEdits(job.params) ? sections : [], Export });
  const cut = ({ start, end }: SongSection) => ({ start, end });
  return (
    <Card className={styles.desk}>
      {source && (
        <audio ref={ref} src={source.url} controls preload="metadata" className={styles.audio}>
          <track kind="captions" />
        </audio>
      )}
      <Timeline
        song={song}
        sections={sections}
        positionSeconds={position}
        canEdit={rerun !== null}
        onChange={setSections}
        onSeek={play}
      />
      {rerun && <p className={styles.hint}>{text.dragHint}</p>}
      <SectionList
        sections={sections}
        canPlay={source !== undefined}
        canEdit={rerun !== null}
        onPlay={({ start, end }) => play(start, end)}
        onChange={setSections}
        onExport={(section) => submit([cut(section)])}
      />
      {rerun && (
        <div className={styles.actions}>
          {isEdited && (
            <>
              <Button variant="primary" onClick={() => submit([])}>
                {text.saveEdits}
              </Button>
              <Button onClick={() => setSections(found)}>{text.reset}</Button>
            </>
          )}
          <Button onClick={() => submit(sections.filter(({ title }) => title === 'Chorus').map(cut))}>
            {text.exportChoruses}
          </Button>
        </div>
      )}
      <Matrix song={song} />
    </Card>
  );
};

const hasEdits = (params: ResultViewProps['job']['params']): boolean =>
  Array.isArray(params['Edited']) && params['Edited'].length > 0;

const NoChorus = ({ song }: { readonly song: SongData }) => {
  const { t } = useTranslation();
  const { reasons } = useFunctionText('chorus-detection');
  const words: Readonly<Record<string, string>> = reasons;
  return (
    <Notice icon={<SearchX aria-hidden />} title={t('result.nothingFound')}>
      <p>{words[song.reason ?? ''] ?? t('result.nothingFoundText')}</p>
    </Notice>
  );
};

/** Waveform with sections to play, correct and export, the similarity matrix, and the clips. */
export const ChorusDetectionResult = (props: ResultViewProps) => {
  const { result: text } = useFunctionText('chorus-detection');
  const song = useSong(props.outputs);
  if (song === undefined) return <div className={styles.waiting} />;
  if (song === null) return <GenericResult {...props} />;
  const hasClips = props.outputs.some(({ role }) => role === 'result');
  return (
    <div className={styles.page}>
      {song.sections.length === 0 && <NoChorus song={song} />}
      {song.durationSeconds > 0 && <SongDesk {...props} song={song} />}
      {hasClips && (
        <section className={styles.clips}>
          <h2>{text.clips}</h2>
          <GenericResult {...props} />
        </section>
      )}
    </div>
  );
};
