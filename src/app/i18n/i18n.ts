import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en';
import type { Language } from './function-text';
import { zh } from './zh';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** `auto` follows the browser: Chinese of any region is `zh`, all else `en`. */
export const resolveLanguage = (choice: Language | 'auto', browserLanguages: readonly string[]): Language => {
  if (choice !== 'auto') return choice;
  const known = browserLanguages.find((tag) => /^(zh|en)\b/i.test(tag));
  return known?.toLowerCase().startsWith('zh') ? 'zh' : 'en';
};

const markDocument = (language: string): void => {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = `Cutroom — ${i18next.t('shell.tagline')}`;
};

export const startI18n = async (language: Language): Promise<void> => {
  i18next.on('languageChanged', markDocument);
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, zh: { translation: zh } },
    lng: language,
    fallbackLng: 'en',
    supportedLngs: ['en', 'zh'],
    interpolation: { escapeValue: false },
  });
};

export const showLanguage = (language: Language): void => void i18next.changeLanguage(language);
