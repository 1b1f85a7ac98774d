import { RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { dismissUpdate, useUpdate } from '../pwa/update-store';
import { Button } from '../ui/button';
import styles from './update-bar.module.css';

export const UpdateBar = () => {
  const { t } = useTranslation();
  const apply = useUpdate();
  if (!apply) return null;
  return (
    <section className={styles.bar} aria-label={t('shell.updateTitle')}>
      <p>{t('shell.updateText')}</p>
      <Button size="small" variant="primary" icon={<RefreshCw aria-hidden />} onClick={apply}>
        {t('shell.updateNow')}
      </Button>
      <Button size="small" variant="quiet" onClick={dismissUpdate}>
        {t('shell.updateLater')}
      </Button>
    </section>
  );
};
