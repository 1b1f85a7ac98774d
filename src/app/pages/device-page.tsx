import { CircleCheck, CircleMinus, Cpu } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackendReport } from '../../core/backend-report';
import { formatBytes } from '../format';
import { useLanguage } from '../i18n/use-function-text';
import { useSettings } from '../settings/settings-store';
import { useStorageUse } from '../settings/use-storage-use';
import { Button } from '../ui/button';
import { Badge, Card, Notice } from '../ui/card';
import styles from './device-page.module.css';
import { chosenPath } from './device-path';
import pages from './pages.module.css';
import { useBackendReport } from './use-backend-report';

interface AbilityProps {
  readonly name: string;
  readonly works: boolean;
  readonly used?: boolean;
  readonly children: ReactNode;
}

const Ability = ({ name, works, used, children }: AbilityProps) => {
  const { t } = useTranslation();
  return (
    <li className={styles.ability} data-works={works}>
      {works ? (
        <CircleCheck aria-label={t('device.works')} />
      ) : (
        <CircleMinus aria-label={t('device.missing')} />
      )}
      <div>
        <h2>
          {name} {used && <Badge tone="ok">{t('device.used')}</Badge>}
        </h2>
        <div className={styles.facts}>{children}</div>
      </div>
    </li>
  );
};

/** The probe's own words; they name adapters and errors and are not translated. */
const Reason = ({ reason }: { readonly reason: string }) => {
  const { t } = useTranslation();
  return reason ? <p lang="en">{t('device.reason', { reason })}</p> : null;
};

const Codecs = ({ report }: { readonly report: BackendReport }) => {
  const { t } = useTranslation();
  const word = (works: boolean) => (
    <Badge tone={works ? 'ok' : 'plain'}>{t(works ? 'device.works' : 'device.missing')}</Badge>
  );
  return (
    <Card aria-labelledby="codecs-title">
      <h2 id="codecs-title">{t('device.codecs')}</h2>
      <div className={pages['tableWrap']}>
        <table className={pages['table']} aria-labelledby="codecs-title">
          <thead>
            <tr>
              <th scope="col">{t('device.codec')}</th>
              <th scope="col">{t('device.decode')}</th>
              <th scope="col">{t('device.encode')}</th>
              <th scope="col">{t('device.via')}</th>
            </tr>
          </thead>
          <tbody>
            {report.codecs.map(({ codec, decode, encode, via }) => (
              <tr key={codec}>
                <td>{codec}</td>
                <td>{word(decode)}</td>
                <td>{word(encode)}</td>
                <td>{t(`device.viaKind.${via}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
};

const PathCard = ({ report }: { readonly report: BackendReport }) => {
  const { t } = useTranslation();
  const { backend } = useSettings();
  const path = chosenPath(report, backend);
  return (
    <Notice tone="ok" icon={<Cpu aria-hidden />} title={t('device.pathTitle')}>
      <p className={styles.path}>{t(`device.path.${path}`, { count: report.threads.count })}</p>
      {backend !== 'auto' && <p>{t('device.forced')}</p>}
    </Notice>
  );
};

const Storage = ({ report }: { readonly report: BackendReport }) => {
  const { t } = useTranslation();
  const language = useLanguage();
  const { use } = useStorageUse();
  const text =
    use && use.quotaBytes > 0
      ? t('device.storageUsed', {
          used: formatBytes(use.usedBytes, language),
          quota: formatBytes(use.quotaBytes, language),
        })
      : t('device.storageUnknown');
  return (
    <Ability name={t('device.storage')} works={report.opfs.usable}>
      <p>{text}</p>
      <Reason reason={report.opfs.reason} />
    </Ability>
  );
};

const Abilities = ({ report }: { readonly report: BackendReport }) => {
  const { t } = useTranslation();
  const path = chosenPath(report, useSettings().backend);
  const isOffline = Boolean(navigator.serviceWorker?.controller);
  return (
    <ul className={styles.abilities}>
      <Ability name={t('device.webgpu')} works={report.webgpu.usable} used={path === 'webgpu'}>
        {report.webgpu.adapter && <p>{report.webgpu.adapter}</p>}
        <Reason reason={report.webgpu.reason} />
      </Ability>
      <Ability name={t('device.threads')} works={report.threads.usable} used={path === 'wasm-threads'}>
        <p>{t('device.threadsCount', { count: report.threads.count })}</p>
        <Reason reason={report.threads.reason} />
      </Ability>
      <Ability name={t('device.isolation')} works={crossOriginIsolated}>
        <p>{t(crossOriginIsolated ? 'device.isolationYes' : 'device.isolationNo')}</p>
      </Ability>
      <Storage report={report} />
      <Ability name={t('device.offline')} works={isOffline}>
        <p>{t(isOffline ? 'device.offlineYes' : 'device.offlineNo')}</p>
      </Ability>
    </ul>
  );
};

/** What this browser can do, which path is used and why. */
export const DevicePage = () => {
  const { t } = useTranslation();
  const { state, again } = useBackendReport();
  return (
    <div className={pages['page']}>
      <header className={pages['head']}>
        <h1>{t('device.title')}</h1>
        <p className={pages['intro']}>{t('device.intro')}</p>
      </header>
      {state.kind === 'checking' && <Notice>{t('device.checking')}</Notice>}
      {state.kind === 'failed' && (
        <Notice tone="danger" role="alert">
          <p>{t('device.failed', { reason: state.reason })}</p>
          <div>
            <Button size="small" onClick={again}>
              {t('device.again')}
            </Button>
          </div>
        </Notice>
      )}
      {state.kind === 'ready' && (
        <>
          <PathCard report={state.report} />
          <Abilities report={state.report} />
          {state.report.codecs.length > 0 && <Codecs report={state.report} />}
        </>
      )}
    </div>
  );
};
