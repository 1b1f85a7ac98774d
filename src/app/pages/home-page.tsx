import { ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Gallery } from '../gallery/gallery';
import { DropZone } from '../intake/drop-zone';
import styles from './home-page.module.css';

export const HomePage = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('shell.tagline')}</h1>
        <p className={styles.promise}>
          <ShieldCheck aria-hidden />
          {t('shell.promise')}
        </p>
      </header>
      <DropZone />
      <Gallery />
    </div>
  );
};
