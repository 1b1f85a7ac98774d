import { ShieldCheck } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { JobAnnouncer } from '../jobs/job-announcer';
import { JobsDock } from '../jobs/jobs-dock';
import { Announcer } from './announcer';
import { ErrorFence } from './error-fence';
import styles from './frame.module.css';
import { PageDrop } from './page-drop';
import { ShortcutsDialog, useShortcuts } from './shortcuts';
import { TopBar } from './top-bar';
import { UpdateBar } from './update-bar';

/** A new page starts at its top, with the focus on it, as a full page load would. */
const useRouteFocus = () => {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
};

const Footer = () => {
  const { t } = useTranslation();
  return (
    <footer className={styles.footer}>
      <p className={styles.privacy}>
        <ShieldCheck aria-hidden />
        {t('shell.privacy')}
      </p>
      <Link to="/licences">{t('shell.licences')}</Link>
    </footer>
  );
};

export const Frame = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  const main = useRouteFocus();
  const { pathname } = useLocation();
  useShortcuts();
  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t('shell.skip')}
      </button>
      <TopBar />
      <UpdateBar />
      <div className={styles.columns}>
        <main ref={main} tabIndex={-1} className={styles.main}>
          <ErrorFence key={pathname}>{children}</ErrorFence>
        </main>
        <JobsDock />
      </div>
      <Footer />
      <PageDrop />
      <ShortcutsDialog />
      <JobAnnouncer />
      <Announcer />
    </>
  );
};
