import { lazy, Suspense } from 'react';
import { HashRouter, Route, Routes, useParams } from 'react-router';
import { definitions } from '../functions/definitions';
import { FunctionPage } from './pages/function-page';
import { HomePage } from './pages/home-page';
import { JobsPage } from './pages/jobs-page';
import { NotFound } from './pages/not-found';
import { Frame } from './shell/frame';

const JobPage = lazy(() => import('./pages/job-page').then((m) => ({ default: m.JobPage })));
const ModelsPage = lazy(() => import('./pages/models-page').then((m) => ({ default: m.ModelsPage })));
const DevicePage = lazy(() => import('./pages/device-page').then((m) => ({ default: m.DevicePage })));
const SettingsPage = lazy(() => import('./pages/settings-page').then((m) => ({ default: m.SettingsPage })));
const LicencesPage = lazy(() => import('./pages/licences-page').then((m) => ({ default: m.LicencesPage })));

/** The function's id is the route. */
const FunctionRoute = () => {
  const { functionId } = useParams();
  const definition = definitions.find(({ id }) => id === functionId);
  return definition ? <FunctionPage key={definition.id} definition={definition} /> : <NotFound />;
};

export const App = () => (
  <HashRouter>
    <Frame>
      <Suspense fallback={null}>
        <Routes>
          <Route index element={<HomePage />} />
          <Route path="jobs" element={<JobsPage />} />
          <Route path="jobs/:jobId" element={<JobPage />} />
          <Route path="models" element={<ModelsPage />} />
          <Route path="device" element={<DevicePage />} />
          <Route path="settings" element={<SettingsPage />} />
          <Route path="licences" element={<LicencesPage />} />
          <Route path=":functionId" element={<FunctionRoute />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </Frame>
  </HashRouter>
);
