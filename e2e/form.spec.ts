import type { Page } from '@playwright/test';
import { dropFiles, listJobs, waitForJob } from './jobs';
import { expect, mediaFile, test } from './studio';

/** Without the picker that gives handles the page falls back to a file input, which a test can fill. */
const useFileInputs = (page: Page): Promise<void> =>
  page.evaluate(() => void Reflect.set(window, 'showOpenFilePicker', undefined));

test('a job is chosen, set up, started and opened with the keyboard alone', async ({ studio }) => {
  const { page } = studio;
  await useFileInputs(page);
  // Waited for from the start: catching the dialog takes the browser a moment to switch on.
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('link', { name: 'Smart cover' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('a');
  const chooser = await choosing;
  await chooser.setFiles(mediaFile('three-shots.mp4'));
  await expect(page.getByText('three-shots.mp4').first()).toBeVisible();
  await page.getByRole('slider', { name: 'How many' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'three-shots.mp4' })).toBeVisible();
  const [job] = await listJobs(page);
  const ended = await waitForJob(page, job!.JobId);
  expect(ended).toMatchObject({ Status: 'Success' });
  expect(ended.OutputFiles.filter(({ Role }) => Role === 'result')).toHaveLength(1);
});

test('a value out of range is explained at its field and keeps the job from starting', async ({ studio }) => {
  const { page, url } = studio;
  await page.goto(`${url}#/smart-cover`);
  await dropFiles(page, [mediaFile('three-shots.mp4')]);
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled();
  await page.getByText('More options').click();
  const width = page.getByRole('spinbutton', { name: 'Width' });
  await width.fill('99999');
  await expect(page.getByText('Enter a number from 0 to 7,680.')).toBeVisible();
  await expect(width).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Start' })).toBeDisabled();
  await width.fill('320');
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled();
});

test('a preset brings its settings back after a reload, and can be deleted', async ({ studio }) => {
  const { page, url } = studio;
  await page.goto(`${url}#/smart-cover`);
  await page.getByRole('radio', { name: 'Animated GIF' }).check();
  await page.getByRole('button', { name: 'Save as preset' }).click();
  await page.getByRole('textbox', { name: 'Preset name' }).fill('For chats');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Back to defaults' }).click();
  await expect(page.getByRole('radio', { name: 'Stills' })).toBeChecked();

  await page.reload();
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('For chats');
  await expect(page.getByRole('radio', { name: 'Animated GIF' })).toBeChecked();
  await page.getByRole('button', { name: 'Delete preset “For chats”' }).click();
  await expect(page.getByRole('combobox', { name: 'Preset' })).toHaveCount(0);
});

test('a file of a kind that the function does not take is left out, and said so', async ({ studio }) => {
  const { page, url } = studio;
  await page.goto(`${url}#/smart-cover`);
  await dropFiles(page, [mediaFile('tone.m4a'), mediaFile('three-shots.mp4')]);
  await expect(page.getByText('1 file of another kind is left out.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start' })).toBeEnabled();
});

test('a waiting job can be put ahead of another', async ({ studio }) => {
  const { page, url } = studio;
  await page.goto(`${url}#/smart-cover`);
  await dropFiles(page, ['three-shots.mp4', 'three-shots.webm', 'rotated.mp4'].map(mediaFile));
  await page.getByRole('button', { name: 'Start 3 jobs' }).click();
  await page.getByRole('button', { name: 'Actions for rotated.mp4' }).click();
  await page.getByRole('menuitem', { name: 'Run sooner' }).click();
  const waiting = page
    .getByRole('list', { name: 'Jobs' })
    .getByRole('article')
    .filter({ hasText: 'Waiting' });
  await expect(waiting.first()).toContainText('rotated.mp4');
});
