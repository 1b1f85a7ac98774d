import { settingsStore, type Settings } from '../settings/settings-store';
import { resolveLanguage, showLanguage, startI18n } from './i18n';

const wanted = ({ language }: Settings) => resolveLanguage(language, navigator.languages);

/** Starts the words in the chosen or the browser's language, and follows the setting from then on. */
export const followLanguage = async (): Promise<void> => {
  await startI18n(wanted(settingsStore.getState()));
  settingsStore.subscribe((settings) => showLanguage(wanted(settings)));
};
