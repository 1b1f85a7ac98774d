import { settingsStore, type Settings } from '../settings/settings-store';

export type Theme = 'light' | 'dark';

const darkQuery = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

export const shownTheme = (choice: Settings['theme']): Theme => {
  if (choice !== 'auto') return choice;
  return darkQuery().matches ? 'dark' : 'light';
};

/** Keeps `<html data-theme>` in step with the setting; without it the tokens follow the system. */
export const followTheme = (): void => {
  const apply = ({ theme }: Settings): void => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  };
  apply(settingsStore.getState());
  settingsStore.subscribe(apply);
};

export const watchSystemTheme = (onChange: () => void): (() => void) => {
  const query = darkQuery();
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
};
