import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { addFiles, MAIN_SLOT } from '../intake/intake-store';
import { pickFiles } from '../intake/pick-files';
import { useLanguage } from '../i18n/use-function-text';
import { changeSettings } from '../settings/settings-store';
import { Dialog } from '../ui/dialog';
import { useTheme } from './preferences';
import { setShortcutsShown, shortcutList, showShortcuts, useShortcutsShown } from './shortcut-list';
import styles from './shortcuts.module.css';

/** Letters belong to whatever is being typed in, and to open dialogs and menus. */
const isTaken = (event: KeyboardEvent): boolean => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const isTyping =
    target?.closest('input:not([type=checkbox]), select, textarea, [contenteditable]') !== null;
  const isInLayer = document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
  return isTyping || isInLayer || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
};

/** Single-letter keys of the whole page. */
export const useShortcuts = (): void => {
  const navigate = useNavigate();
  const language = useLanguage();
  const theme = useTheme();
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      '?': showShortcuts,
      a: () => void pickFiles(true).then((files) => addFiles(MAIN_SLOT, files)),
      h: () => void navigate('/'),
      j: () => void navigate('/jobs'),
      s: () => void navigate('/settings'),
      t: () => changeSettings({ theme: theme === 'dark' ? 'light' : 'dark' }),
      l: () => changeSettings({ language: language === 'zh' ? 'en' : 'zh' }),
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actions[event.key.toLowerCase()];
      if (!action || isTaken(event)) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [navigate, language, theme]);
};

export const ShortcutsDialog = () => {
  const { t } = useTranslation();
  return (
    <Dialog open={useShortcutsShown()} onOpenChange={setShortcutsShown} title={t('shortcuts.title')}>
      <dl className={styles.list}>
        {shortcutList.map(({ keys, does }) => (
          <div key={does} className={styles.row}>
            <dt>{t(`shortcuts.${does}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
