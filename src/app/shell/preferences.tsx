import { Languages, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { changeSettings, useSettings } from '../settings/settings-store';
import { shownTheme, watchSystemTheme, type Theme } from '../theme/follow-theme';
import { useLanguage } from '../i18n/use-function-text';
import { IconButton } from '../ui/button';

export const useTheme = (): Theme => {
  const { theme } = useSettings();
  return useSyncExternalStore(watchSystemTheme, () => shownTheme(theme));
};

export const ThemeToggle = () => {
  const { t } = useTranslation();
  const isDark = useTheme() === 'dark';
  return (
    <IconButton
      label={t(isDark ? 'shell.toLight' : 'shell.toDark')}
      onClick={() => changeSettings({ theme: isDark ? 'light' : 'dark' })}
    >
      {isDark ? <Sun aria-hidden /> : <Moon aria-hidden />}
    </IconButton>
  );
};

export const LanguageToggle = () => {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <IconButton
      label={t('shell.otherLanguage')}
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      onClick={() => changeSettings({ language: language === 'zh' ? 'en' : 'zh' })}
    >
      <Languages aria-hidden />
    </IconButton>
  );
};
