import './app/theme/tokens.css';
import './app/theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openApi } from './api/open-api';
import { App } from './app/app';
import { followLanguage } from './app/i18n/follow-language';
import { describeEnd, sayRefusedOrigin } from './app/jobs/notification-words';
import { openServiceWorker } from './app/pwa/update-store';
import { StudioContext } from './app/studio-context';
import { followTheme } from './app/theme/follow-theme';
import { openJobs } from './jobs/open-jobs';
import { ensureDisposableSymbols } from './core/disposable-symbols';

ensureDisposableSymbols();

const start = async (): Promise<void> => {
  followTheme();
  await followLanguage();
  const jobs = await openJobs();
  openApi({ jobs, describeEnd, onRefusedOrigin: sayRefusedOrigin });
  const root = document.querySelector('#root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <StudioContext value={jobs}>
        <App />
      </StudioContext>
    </StrictMode>,
  );
  void openServiceWorker(jobs.store);
};

void start();
