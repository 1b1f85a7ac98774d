import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { definitions } from '../../functions/definitions';
import { addFiles, MAIN_SLOT } from '../intake/intake-store';
import { readTransfer } from '../intake/read-transfer';
import { toast } from './announcer';
import styles from './page-drop.module.css';

const hasFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') ?? false;

const isFunctionPage = (path: string): boolean => definitions.some(({ id }) => path === `/${id}`);

/** Files may be dropped or pasted anywhere. On a page that takes no files this leads back to the studio. */
const useReceive = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  return async (transfer: DataTransfer) => {
    const files = await readTransfer(transfer);
    if (files.length === 0) return toast(t('intake.nothingAdded'));
    addFiles(MAIN_SLOT, files);
    toast(t('intake.added', { count: files.length }));
    if (!isFunctionPage(pathname) && pathname !== '/') void navigate('/');
    return undefined;
  };
};

interface DragHooks {
  readonly onOver: (isOver: boolean) => void;
  readonly receive: (transfer: DataTransfer) => Promise<void>;
}

const listen = ({ onOver, receive }: DragHooks): (() => void) => {
  // Enter and leave fire for every element on the way; the balance says whether the pointer is inside.
  let depth = 0;
  const setDepth = (value: number) => {
    depth = Math.max(0, value);
    onOver(depth > 0);
  };
  const aborter = new AbortController();
  const on = <K extends keyof WindowEventMap>(type: K, handle: (event: WindowEventMap[K]) => void) =>
    window.addEventListener(type, handle, { signal: aborter.signal });
  on('dragenter', (event) => hasFiles(event.dataTransfer) && setDepth(depth + 1));
  on('dragleave', (event) => hasFiles(event.dataTransfer) && setDepth(depth - 1));
  on('dragover', (event) => hasFiles(event.dataTransfer) && event.preventDefault());
  on('drop', (event) => {
    setDepth(0);
    if (!hasFiles(event.dataTransfer) || event.defaultPrevented) return;
    event.preventDefault();
    void receive(event.dataTransfer);
  });
  on('paste', (event) => {
    if (hasFiles(event.clipboardData)) void receive(event.clipboardData);
  });
  return () => aborter.abort();
};

export const PageDrop = () => {
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const receive = useEffectEvent(useReceive());
  useEffect(() => listen({ onOver: setOver, receive }), []);
  return isOver ? (
    <div className={styles.veil} aria-hidden>
      <span>{t('shell.dropAnywhere')}</span>
    </div>
  ) : null;
};
