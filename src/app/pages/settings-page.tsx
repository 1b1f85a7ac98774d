import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiCards } from '../settings/api-card';
import { changeSettings, useSettings, type Settings } from '../settings/settings-store';
import { StorageCard } from '../settings/storage-card';
import { Card } from '../ui/card';
import { FieldFrame, Segmented, Select } from '../ui/form-controls';
import pages from './pages.module.css';

const LANGUAGES = ['auto', 'en', 'zh'] as const;
const THEMES = ['auto', 'light', 'dark'] as const;
const BACKENDS = ['auto', 'webgpu', 'wasm-threads', 'wasm'] as const;

const Appearance = () => {
  const { t } = useTranslation();
  const { language, theme } = useSettings();
  return (
    <Card className={pages['stack']} aria-labelledby="appearance-title">
      <h2 id="appearance-title">{t('settings.appearance')}</h2>
      <FieldFrame label={t('settings.language')} as="group">
        {(ids) => (
          <Segmented
            ids={ids}
            value={language}
            options={LANGUAGES.map((value) => ({ value, label: t(`settings.languages.${value}`) }))}
            onChange={(value) => changeSettings({ language: value as Settings['language'] })}
          />
        )}
      </FieldFrame>
      <FieldFrame label={t('settings.theme')} as="group">
        {(ids) => (
          <Segmented
            ids={ids}
            value={theme}
            options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            onChange={(value) => changeSettings({ theme: value as Settings['theme'] })}
          />
        )}
      </FieldFrame>
    </Card>
  );
};

const Computing = () => {
  const { t } = useTranslation();
  const { backend } = useSettings();
  return (
    <Card className={pages['stack']} aria-labelledby="computing-title">
      <h2 id="computing-title">{t('settings.computing')}</h2>
      <FieldFrame label={t('settings.backend')} help={t('settings.backendHelp')}>
        {(ids) => (
          <Select
            ids={ids}
            value={backend}
            options={BACKENDS.map((value) => ({ value, label: t(`settings.backends.${value}`) }))}
            onChange={(value) => changeSettings({ backend: value as Settings['backend'] })}
          />
        )}
      </FieldFrame>
      <p>
        <Link to="/device">{t('shell.device')}</Link>
      </p>
    </Card>
  );
};

export const SettingsPage = () => {
  const { t } = useTranslation();
  return (
    <div className={pages['page']}>
      <h1>{t('settings.title')}</h1>
      <Appearance />
      <Computing />
      <StorageCard />
      <ApiCards />
    </div>
  );
};
