import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { modelManifest } from '../../core/model-manifest';
import { Card, Notice } from '../ui/card';
import styles from './licences-page.module.css';
import pages from './pages.module.css';

interface PackageLicence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Made by the build from what is installed. */
const LICENCE_LIST = 'licences.json';

const loadLicences = async (): Promise<readonly PackageLicence[]> => {
  const response = await fetch(new URL(LICENCE_LIST, document.baseURI));
  if (!response.ok) throw new TypeError(`${LICENCE_LIST} answered ${response.status}`);
  return (await response.json()) as readonly PackageLicence[];
};

const Packages = ({ packages }: { readonly packages: readonly PackageLicence[] }) => (
  <ul>
    {packages.map(({ name, version, licence, text }) => (
      <li key={`${name}@${version}`} className={styles.entry}>
        <details>
          <summary>
            <span>{name}</span> <span className={pages['muted']}>{version}</span>{' '}
            <span className={styles.licence}>{licence}</span>
          </summary>
          <pre className={pages['pre']} lang="en">
            {text || licence}
          </pre>
        </details>
      </li>
    ))}
  </ul>
);

const Networks = () => {
  const { t } = useTranslation();
  return (
    <Card aria-labelledby="networks-title">
      <h2 id="networks-title">{t('licences.networks')}</h2>
      <ul>
        {modelManifest.map(({ id, network, licence, source }) => (
          <li key={id} className={styles.network}>
            <span>{network}</span>
            <span className={pages['muted']}>
              {source.package} {source.version}
            </span>
            <span className={styles.licence}>{licence}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

export const LicencesPage = () => {
  const { t } = useTranslation();
  const [packages, setPackages] = useState<readonly PackageLicence[]>([]);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    void loadLicences().then(setPackages, () => setFailed(true));
  }, []);
  return (
    <div className={pages['page']}>
      <header className={pages['head']}>
        <h1>{t('licences.title')}</h1>
        <p className={pages['intro']}>{t('licences.intro')}</p>
      </header>
      <Networks />
      <Card aria-labelledby="packages-title">
        <h2 id="packages-title">{t('licences.packages')}</h2>
        {hasFailed ? <Notice tone="danger">{t('licences.failed')}</Notice> : <Packages packages={packages} />}
      </Card>
    </div>
  );
};
