import { Keyboard, ListVideo, Menu as MenuIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useNavigate } from 'react-router';
import { isEnded } from '../../jobs/job';
import { useJobs } from '../studio-context';
import { IconButton } from '../ui/button';
import { Menu } from '../ui/menu';
import { LanguageToggle, ThemeToggle } from './preferences';
import { showShortcuts } from './shortcut-list';
import styles from './top-bar.module.css';

const Brand = () => {
  const { t } = useTranslation();
  return (
    <Link to="/" className={styles.brand}>
      <svg viewBox="0 0 32 32" aria-hidden className={styles.mark}>
        <path d="M3 8h15.5l-5 16H3a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2Z" fill="currentColor" />
        <path d="M22 6h7a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H17Z" fill="#e0a238" />
      </svg>
      <span className={styles.name}>{t('shell.name')}</span>
    </Link>
  );
};

const linkClass = styles['link'] ?? '';

const PAGES = ['models', 'device', 'settings'] as const;

const JobsLink = () => {
  const { t } = useTranslation();
  const open = useJobs((jobs) => jobs.filter((job) => !isEnded(job)).length);
  return (
    <NavLink to="/jobs" className={linkClass}>
      <ListVideo aria-hidden />
      {t('shell.jobs')}
      {open > 0 && <span className={styles.count}>{open}</span>}
    </NavLink>
  );
};

const PhoneMenu = () => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const actions = PAGES.map((page) => ({
    id: page,
    label: t(`shell.${page}`),
    onSelect: () => void navigate(`/${page}`),
  }));
  return (
    <div className={styles.phoneMenu}>
      <Menu
        trigger={
          <IconButton label={t('shell.menu')}>
            <MenuIcon aria-hidden />
          </IconButton>
        }
        actions={actions}
      />
    </div>
  );
};

export const TopBar = () => {
  const { t } = useTranslation();
  return (
    <header className={styles.bar}>
      <div className={styles.inner}>
        <Brand />
        <nav aria-label={t('shell.nav')} className={styles.nav}>
          <JobsLink />
          {PAGES.map((page) => (
            <NavLink key={page} to={`/${page}`} className={`${linkClass} ${styles.wideOnly}`}>
              {t(`shell.${page}`)}
            </NavLink>
          ))}
        </nav>
        <div className={styles.tools}>
          <LanguageToggle />
          <ThemeToggle />
          <span className={styles.wideOnly}>
            <IconButton label={t('shell.shortcuts')} onClick={showShortcuts}>
              <Keyboard aria-hidden />
            </IconButton>
          </span>
          <PhoneMenu />
        </div>
      </div>
    </header>
  );
};
