import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './pages.module.css';

export const NotFound = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.page}>
      <h1>{t('shell.notFoundTitle')}</h1>
      <p>{t('shell.notFoundText')}</p>
      <p>
        <Link to="/">{t('shell.toStudio')}</Link>
      </p>
    </div>
  );
};
