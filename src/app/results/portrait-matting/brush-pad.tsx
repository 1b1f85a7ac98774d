import { Brush, Eraser, RotateCcw, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useFunctionText } from '../../i18n/use-function-text';
import { useDrag } from '../../media/use-drag';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import type { ResultOutput } from '../result-view';
import styles from './brush-pad.module.css';
import stage from './matte-stage.module.css';
import { isVideo, type Backdrop } from './matte-stage';
import { aroundMoment, extendStroke, holdsAt, type Stroke, type StrokeMode } from './strokes';

interface BrushPadProps {
  readonly output: ResultOutput;
  readonly backdrop: Backdrop;
  /** Strokes the result was made with. */
  readonly strokes: readonly Stroke[];
  readonly onApply: (strokes: readonly Stroke[]) => Promise<void>;
}

interface View {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  readonly aspect: number;
}

const COLORS = { keep: 'rgb(35 160 90 / 55%)', remove: 'rgb(220 50 40 / 55%)' } as const;
/** Drawn at this width; the picture may be shown larger or smaller. */
const CANVAS_WIDTH_PX = 800;
/** The whole picture is on screen while it is painted on. */
const VISIBLE_HEIGHT = '70vh';

const drawStrokes = (canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void => {
  const context = canvas.getContext('2d');
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const { Mode, Radius, Points } of strokes) {
    context.strokeStyle = COLORS[Mode];
    context.lineWidth = 2 * Radius * width;
    context.beginPath();
    for (const [x, y] of Points) context.lineTo(x * width, y * height);
    const [first] = Points;
    if (Points.length === 1 && first) context.lineTo(first[0] * width + 0.1, first[1] * height);
    context.stroke();
  }
};

/** Keeps the drawing over the picture in step with the strokes that hold at the moment on screen. */
const useDrawing = (
  canvas: RefObject<HTMLCanvasElement | null>,
  strokes: readonly Stroke[],
  view: View,
): void => {
  useEffect(() => {
    const shown = strokes.filter((stroke) => holdsAt(stroke, view.timeSeconds));
    if (canvas.current) drawStrokes(canvas.current, shown);
  }, [canvas, strokes, view]);
};

interface Tool {
  readonly mode: StrokeMode;
  readonly radius: number;
  /** On a video: the stroke holds only around the moment it was made at. */
  readonly isBrief: boolean;
}

const ModeButton = ({ mode, tool, onTool }: { readonly mode: StrokeMode } & ToolsProps) => {
  const { result } = useFunctionText('portrait-matting');
  const isOn = tool.mode === mode;
  return (
    <Button
      icon={mode === 'keep' ? <Brush aria-hidden /> : <Eraser aria-hidden />}
      aria-pressed={isOn}
      variant={isOn ? 'primary' : 'plain'}
      onClick={() => onTool({ ...tool, mode })}
    >
      {result[mode]}
    </Button>
  );
};

interface ToolsProps {
  readonly tool: Tool;
  readonly onTool: (tool: Tool) => void;
}

const BrushTools = ({ tool, onTool }: ToolsProps) => {
  const { result } = useFunctionText('portrait-matting');
  return (
    <>
      <ModeButton mode="keep" tool={tool} onTool={onTool} />
      <ModeButton mode="remove" tool={tool} onTool={onTool} />
      <label className={styles.size}>
        {result.size}
        <input
          type="range"
          min={0.005}
          max={0.12}
          step={0.005}
          value={tool.radius}
          onChange={(event) => onTool({ ...tool, radius: event.target.valueAsNumber })}
        />
      </label>
    </>
  );
};

interface PictureProps {
  readonly output: ResultOutput;
  readonly videoRef: RefObject<HTMLVideoElement | null>;
  readonly onView: (view: View) => void;
}

const viewOfVideo = ({ duration, videoWidth, videoHeight }: HTMLVideoElement): View => ({
  timeSeconds: 0,
  durationSeconds: duration,
  aspect: videoWidth / videoHeight,
});

const viewOfImage = ({ naturalWidth, naturalHeight }: HTMLImageElement): View => ({
  timeSeconds: 0,
  durationSeconds: 0,
  aspect: naturalWidth / naturalHeight,
});

const Picture = ({ output, videoRef, onView }: PictureProps) => {
  const imageRef = useRef<HTMLImageElement>(null);
  // A rendering that is spread over several tasks can put the element in place after its event has gone by.
  useEffect(() => {
    const [video, image] = [videoRef.current, imageRef.current];
    if (video && video.readyState >= HTMLMediaElement.HAVE_METADATA) onView(viewOfVideo(video));
    if (image && image.naturalWidth > 0) onView(viewOfImage(image));
  }, [videoRef, onView]);
  return isVideo(output.mimeType) ? (
    <video
      ref={videoRef}
      src={output.url}
      muted
      playsInline
      preload="auto"
      onLoadedMetadata={({ currentTarget }) => onView(viewOfVideo(currentTarget))}
    />
  ) : (
    <img
      ref={imageRef}
      src={output.url}
      alt=""
      draggable={false}
      onLoad={({ currentTarget }) => onView(viewOfImage(currentTarget))}
    />
  );
};

interface MomentProps extends ToolsProps {
  readonly view: View;
  readonly onSeek: (timeSeconds: number) => void;
}

const MomentBar = ({ tool, onTool, view, onSeek }: MomentProps) => {
  const { result } = useFunctionText('portrait-matting');
  return (
    <div className={styles.tools}>
      <label className={styles.size}>
        {result.moment}
        <input
          type="range"
          min={0}
          max={view.durationSeconds}
          step={0.04}
          value={view.timeSeconds}
          onChange={(event) => onSeek(event.target.valueAsNumber)}
        />
      </label>
      <label className={styles.size}>
        <input
          type="checkbox"
          checked={tool.isBrief}
          onChange={(event) => onTool({ ...tool, isBrief: event.target.checked })}
        />
        {result.brief}
      </label>
    </div>
  );
};

/** The strokes made so far, and what adds to them by dragging over `pad`. */
const useStrokes = (
  pad: RefObject<HTMLElement | null>,
  made: readonly Stroke[],
  fresh: () => Omit<Stroke, 'Points'>,
) => {
  const [strokes, setStrokes] = useState(made);
  useDrag(pad, {
    begin: (_event, at) => {
      setStrokes((old) => [...old, extendStroke({ ...fresh(), Points: [] }, at)]);
      return true;
    },
    move: (at) => setStrokes((old) => old.map((s, i) => (i === old.length - 1 ? extendStroke(s, at) : s))),
  });
  return [strokes, setStrokes] as const;
};

/** Strokes to keep or remove, drawn over the result and carried into a new run. */
export const BrushPad = ({ output, backdrop, strokes: made, onApply }: BrushPadProps) => {
  const { result } = useFunctionText('portrait-matting');
  const [tool, setTool] = useState<Tool>({ mode: 'keep', radius: 0.03, isBrief: false });
  const [view, setView] = useState<View>({ timeSeconds: 0, durationSeconds: 0, aspect: 16 / 9 });
  const pad = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [strokes, setStrokes] = useStrokes(pad, made, () => ({
    Mode: tool.mode,
    Radius: tool.radius,
    ...(tool.isBrief ? aroundMoment(view.timeSeconds) : {}),
  }));
  useDrawing(canvas, strokes, view);
  const seek = (timeSeconds: number) => {
    if (video.current) video.current.currentTime = timeSeconds;
    setView((old) => ({ ...old, timeSeconds }));
  };
  const isEmpty = strokes.length === 0;
  return (
    <Card aria-labelledby="brush-title" className={styles.card}>
      <h2 id="brush-title">{result.mend}</h2>
      <p className={styles.help}>{result.mendHelp}</p>
      <div className={styles.tools}>
        <BrushTools tool={tool} onTool={setTool} />
        <Button
          icon={<Undo2 aria-hidden />}
          disabled={isEmpty}
          onClick={() => setStrokes(strokes.slice(0, -1))}
        >
          {result.undo}
        </Button>
        <Button icon={<RotateCcw aria-hidden />} disabled={isEmpty} onClick={() => setStrokes([])}>
          {result.clear}
        </Button>
      </div>
      <div
        ref={pad}
        className={[styles.pad, stage.over, stage[backdrop]].join(' ')}
        style={{ maxWidth: `calc(${VISIBLE_HEIGHT} * ${view.aspect})` }}
        data-testid="brush-pad"
      >
        <Picture output={output} videoRef={video} onView={setView} />
        <canvas
          ref={canvas}
          width={CANVAS_WIDTH_PX}
          height={Math.max(1, Math.round(CANVAS_WIDTH_PX / view.aspect))}
          className={styles.canvas}
          aria-hidden
        />
      </div>
      {isVideo(output.mimeType) && <MomentBar tool={tool} onTool={setTool} view={view} onSeek={seek} />}
      <div className={styles.tools}>
        <Button variant="primary" disabled={strokes === made} onClick={() => void onApply(strokes)}>
          {result.apply}
        </Button>
      </div>
    </Card>
  );
};
