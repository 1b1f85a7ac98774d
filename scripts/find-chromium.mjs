// The Chromium that tests, the job runner and the bench drive. Found, or fetched where there is none.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand, say } from './set-up.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const onPath = () => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
};

const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PROGRAMS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

const systemBrowsers = () => {
  if (process.platform === 'darwin')
    return MAC_APPS.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);
  if (process.platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((name) => process.env[name] ?? [])
      .flatMap((folder) => WINDOWS_PROGRAMS.map((program) => join(folder, program)));
  return onPath();
};

const playwrightBrowser = async () => {
  const { chromium } = await import('playwright');
  return chromium.executablePath();
};

const canInstallDebianPackage = () =>
  process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

const installDebianPackage = async () => {
  say('Installing chromium (apt-get) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['-qq', 'update'], { env });
  await runCommand('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'chromium'], { env });
};

const installPlaywrightBrowser = async () => {
  say('Installing chromium (playwright) ...');
  await runCommand(process.execPath, [join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium']);
};

/** Returns a path: `CUTROOM_CHROMIUM`, Playwright's own, the system's; else installs one. Throws when none can be had. */
export const ensureChromium = async () => {
  const given = process.env.CUTROOM_CHROMIUM;
  if (given) return given;
  const find = async () => [await playwrightBrowser(), ...systemBrowsers()].find((path) => existsSync(path));
  const found = await find();
  if (found) return found;
  if (canInstallDebianPackage()) await installDebianPackage().catch((error) => say(error.message));
  if (!(await find())) await installPlaywrightBrowser();
  const installed = await find();
  if (!installed)
    throw new Error('No Chromium could be found or installed. Set CUTROOM_CHROMIUM to its path.');
  return installed;
};
