import { File as FileIcon, FileImage, FileMusic, FileVideo } from 'lucide-react';
import { useState } from 'react';
import { useBlobSource } from '../media/use-blob-source';
import styles from './file-thumb.module.css';
import type { FileKind } from './media-kind';
import type { PickedFile } from './picked-file';

const icons = { video: FileVideo, audio: FileMusic, image: FileImage, unknown: FileIcon } as const;

/** Skips the black first frame that many videos have. */
const THUMB_TIME = '#t=0.8';

const KindIcon = ({ kind }: { readonly kind: FileKind }) => {
  const Icon = icons[kind];
  return <Icon aria-hidden />;
};

/** A small picture of a file where the browser can draw one, else an icon of its kind. */
export const FileThumb = ({ picked }: { readonly picked: PickedFile }) => {
  const [isBroken, setBroken] = useState(false);
  const isVideo = picked.kind === 'video';
  const source = useBlobSource(picked.file, isVideo ? THUMB_TIME : '');
  const giveUp = () => setBroken(true);
  return (
    <span className={styles.thumb}>
      {picked.kind === 'image' && !isBroken && <img ref={source} alt="" onError={giveUp} />}
      {isVideo && !isBroken && (
        <video ref={source} muted playsInline preload="metadata" tabIndex={-1} aria-hidden onError={giveUp} />
      )}
      {(isBroken || (!isVideo && picked.kind !== 'image')) && <KindIcon kind={picked.kind} />}
    </span>
  );
};
