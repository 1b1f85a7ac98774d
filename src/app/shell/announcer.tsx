import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import styles from './announcer.module.css';

interface Announcement {
  readonly id: number;
  readonly text: string;
  /** Also shown for a moment; otherwise only read out. */
  readonly isShown: boolean;
}

const SHOWN_MS = 3500;

const announcements = createStore<{ readonly current: Announcement | null }>(() => ({ current: null }));

let nextId = 0;

const say = (text: string, isShown: boolean): void => {
  const current = { id: nextId++, text, isShown };
  announcements.setState({ current });
  if (!isShown) return;
  setTimeout(() => {
    if (announcements.getState().current?.id === current.id) announcements.setState({ current: null });
  }, SHOWN_MS);
};

/** For screen readers only. */
export const announce = (text: string): void => say(text, false);
/** Shown in a corner for a moment, and read out. */
export const toast = (text: string): void => say(text, true);

/** The page's one polite live region. */
export const Announcer = () => {
  const current = useStore(announcements, (state) => state.current);
  return (
    <output className={current?.isShown ? styles.toast : 'visually-hidden'} aria-live="polite">
      <span key={current?.id}>{current?.text}</span>
    </output>
  );
};
