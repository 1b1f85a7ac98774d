import { Clapperboard, Diamond, Pin, RotateCcw, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { NormalizedBox } from '../../../core/geometry';
import {
  poseAt,
  type Keyframe,
  type ReframePose,
  type ReframeResult,
  type ReframeShot,
} from '../../../core/reframe-path';
import { formatTimecode } from '../../format';
import { fill } from '../../i18n/function-text';
import { useFunctionText } from '../../i18n/use-function-text';
import { BoxEditor } from '../../media/box-editor';
import { VideoScrubber } from '../../media/video-scrubber';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import type { ResultInput } from '../result-view';
import styles from './crop-editor.module.css';
import {
  bendPath,
  boxOfPose,
  holdShot,
  poseOfBox,
  SAME_SECONDS,
  shotAt,
  withPose,
  type HandPose,
} from './edit-path';
import { PathChart } from './path-chart';

interface CropEditorProps {
  readonly source: ResultInput;
  readonly isImage: boolean;
  readonly result: ReframeResult;
  readonly onRender: (keyframes: readonly Keyframe[]) => Promise<void>;
}

/** The shots, the poses set by hand, and the path that both give. */
const usePath = ({ result }: CropEditorProps) => {
  const [shots, setShots] = useState<readonly ReframeShot[]>(result.Shots);
  const [poses, setPoses] = useState<readonly HandPose[]>([]);
  const [timeSeconds, setTime] = useState(result.Shots[0]?.start ?? 0);
  const shape = {
    aspect: result.Width / result.Height,
    sourceAspect: result.SourceWidth / result.SourceHeight,
  };
  const path = bendPath(shots, poses, shape);
  const pose = poseAt(path, timeSeconds);
  const setPose = (next: ReframePose) => setPoses((old) => withPose(old, { timeSeconds, ...next }));
  return {
    shots,
    poses,
    path,
    pose,
    timeSeconds,
    setTime,
    isChanged: poses.length > 0 || shots !== result.Shots,
    here: poses.find((other) => Math.abs(other.timeSeconds - timeSeconds) <= SAME_SECONDS),
    box: boxOfPose(pose, shape),
    setPose,
    dragTo: (box: NormalizedBox) => setPose(poseOfBox(box, pose, shape)),
    remove: (gone: HandPose) => setPoses((old) => old.filter((other) => other !== gone)),
    hold: () => {
      const index = shotAt(shots, timeSeconds);
      const { start, end } = shots[index]!;
      setShots(holdShot(shots, index, pose));
      setPoses((old) => old.filter((other) => other.timeSeconds < start || other.timeSeconds >= end));
    },
    undo: () => {
      setShots(result.Shots);
      setPoses([]);
    },
  };
};

type Path = ReturnType<typeof usePath>;

const Tools = ({ path }: { readonly path: Path }) => {
  const { result: text } = useFunctionText('landscape-to-portrait');
  const { here } = path;
  const time = formatTimecode(path.timeSeconds, true);
  return (
    <div className={styles.tools}>
      {here ? (
        <Button size="small" icon={<Trash2 aria-hidden />} onClick={() => path.remove(here)}>
          {fill(text.removeKeyframe, { time })}
        </Button>
      ) : (
        <Button size="small" icon={<Diamond aria-hidden />} onClick={() => path.setPose(path.pose)}>
          {text.addKeyframe}
        </Button>
      )}
      <Button size="small" variant="quiet" icon={<Pin aria-hidden />} onClick={path.hold}>
        {text.holdShot}
      </Button>
      <Button
        size="small"
        variant="quiet"
        icon={<RotateCcw aria-hidden />}
        disabled={!path.isChanged}
        onClick={path.undo}
      >
        {text.undo}
      </Button>
    </div>
  );
};

/** The source with the crop over it, which is dragged; for a video with its path over time. */
export const CropEditor = (props: CropEditorProps) => {
  const { source, isImage, onRender } = props;
  const { result: text } = useFunctionText('landscape-to-portrait');
  const [isBusy, setBusy] = useState(false);
  const path = usePath(props);
  const overlay = (picture: ReactNode) => (
    <BoxEditor
      boxes={[path.box]}
      aspect={path.box[2] / path.box[3]}
      isCrop
      labelOf={() => text.crop}
      onChange={([box]) => box && path.dragTo(box)}
    >
      {picture}
    </BoxEditor>
  );
  const render = () => {
    setBusy(true);
    void onRender(path.path).finally(() => setBusy(false));
  };
  const last = path.shots.at(-1);
  return (
    <Card className={styles.editor} aria-labelledby="crop-title">
      <h2 id="crop-title">{text.editor}</h2>
      <p className={styles.help}>{text.editorHelp}</p>
      {isImage ? (
        <div className={styles.still}>
          {overlay(<img src={source.url} alt={source.file.name} className={styles.picture} />)}
        </div>
      ) : (
        <VideoScrubber
          url={source.url}
          timeSeconds={path.timeSeconds}
          onTime={path.setTime}
          label={source.file.name}
          overlay={overlay}
        />
      )}
      {!isImage && (
        <PathChart
          shots={path.shots}
          path={path.path}
          poses={path.poses}
          durationSeconds={last?.end ?? 0}
          currentSeconds={path.timeSeconds}
          onSeek={path.setTime}
        />
      )}
      {!isImage && <Tools path={path} />}
      <div className={styles.actions}>
        <Button variant="primary" icon={<Clapperboard aria-hidden />} disabled={isBusy} onClick={render}>
          {text.render}
        </Button>
        {path.poses.length > 0 && (
          <span className={styles.help}>{fill(text.edited, { count: path.poses.length })}</span>
        )}
      </div>
    </Card>
  );
};
