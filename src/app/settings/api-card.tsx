import { Plus, Trash2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { loadApiSettings, saveApiSettings, toOrigin, type ApiSettings } from '../../api/api-settings';
import pages from '../pages/pages.module.css';
import { Button, IconButton } from '../ui/button';
import { Card } from '../ui/card';
import { FieldFrame, Switch } from '../ui/form-controls';
import { TextField } from '../ui/number-controls';
import styles from './api-card.module.css';

const useApiSettings = () => {
  const [settings, setSettings] = useState(() => loadApiSettings(localStorage));
  const change = (part: Partial<ApiSettings>) => {
    const next = { ...settings, ...part };
    setSettings(next);
    saveApiSettings(localStorage, next);
  };
  return { settings, change };
};

type Api = ReturnType<typeof useApiSettings>;

const Notifications = ({ settings, change }: Api) => {
  const { t } = useTranslation();
  const has = 'Notification' in window;
  const [permission, setPermission] = useState(has ? Notification.permission : 'denied');
  const toggle = async (isOn: boolean) => {
    if (isOn && has) setPermission(await Notification.requestPermission());
    change({ notifications: isOn });
  };
  const isBlocked = settings.notifications && permission === 'denied';
  return (
    <Card className={pages['stack']} aria-labelledby="notify-title">
      <h2 id="notify-title">{t('settings.notifications')}</h2>
      <Switch
        label={t('settings.notify')}
        help={has ? t('settings.notifyHelp') : t('settings.notifyMissing')}
        checked={settings.notifications && has}
        disabled={!has}
        onChange={(isOn) => void toggle(isOn)}
      />
      {has && isBlocked && <p className={styles.blocked}>{t('settings.notifyDenied')}</p>}
    </Card>
  );
};

const Origins = ({ settings, change }: Api) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isBad, setBad] = useState(false);
  const origins = settings.allowedOrigins;
  const add = (event: FormEvent) => {
    event.preventDefault();
    const origin = toOrigin(text.trim());
    setBad(origin === null);
    if (origin === null) return;
    change({ allowedOrigins: [...origins.filter((known) => known !== origin), origin] });
    setText('');
  };
  return (
    <Card className={pages['stack']} aria-labelledby="origins-title">
      <h2 id="origins-title">{t('settings.embedding')}</h2>
      <p className={pages['muted']}>{t('settings.embeddingHelp')}</p>
      {origins.length === 0 && <p>{t('settings.originsNone')}</p>}
      <ul>
        {origins.map((origin) => (
          <li key={origin} className={styles.origin}>
            <code>{origin}</code>
            <IconButton
              label={t('settings.originRemove', { origin })}
              onClick={() => change({ allowedOrigins: origins.filter((known) => known !== origin) })}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      <form className={styles.add} onSubmit={add}>
        <FieldFrame label={t('settings.origin')} error={isBad ? t('settings.originBad') : undefined}>
          {(ids) => <TextField ids={ids} value={text} placeholder="https://example.com" onChange={setText} />}
        </FieldFrame>
        <Button type="submit" icon={<Plus aria-hidden />}>
          {t('settings.originAdd')}
        </Button>
      </form>
    </Card>
  );
};

/** What other pages and the system may hear from the studio. */
export const ApiCards = () => {
  const api = useApiSettings();
  return (
    <>
      <Notifications {...api} />
      <Origins {...api} />
    </>
  );
};
