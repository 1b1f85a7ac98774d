import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from './studio';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

const violationsOn = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(await readFile(axePath, 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return (await axe.run()).violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html }) => ({ html })),
    }));
  });
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
  );
};

const routes = ['/', '/smart-cover', '/jobs', '/models', '/device', '/settings', '/licences'];

for (const theme of ['light', 'dark'] as const)
  test(`no accessibility violation on any page, ${theme} theme`, async ({ studio }) => {
    const { page, url } = studio;
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    for (const route of routes) {
      await page.goto(`${url}#${route}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect.soft(await violationsOn(page), `page ${route}`).toEqual([]);
    }
  });

test('the page speaks the language of the browser, and the other one at a click', async ({ openWith }) => {
  const { page } = await openWith({ locale: 'zh-CN' });
  await expect(page.locator('html')).toHaveAttribute('lang', /^zh/);
  await expect(page.getByText('智能封面').first()).toBeVisible();
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', /^en/);
  await expect(page.getByText('Smart cover').first()).toBeVisible();
  await page.reload();
  await expect(page.getByText('Smart cover').first()).toBeVisible();
});

test('the theme follows the system until the person chooses, and the choice lasts', async ({ studio }) => {
  const { page } = studio;
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await background();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).not.toBe(light);
  await page.getByRole('button', { name: 'Switch to light theme' }).click();
  await expect.poll(background).toBe(light);
  await page.reload();
  await expect.poll(background).toBe(light);
});

test('nothing is wider than a phone on any page', async ({ studio }) => {
  const { page, url } = studio;
  await page.setViewportSize({ width: 360, height: 740 });
  for (const route of routes) {
    await page.goto(`${url}#${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(overflow, `page ${route}`).toBeLessThanOrEqual(0);
  }
});

test('the first tab stop skips to the content', async ({ studio }) => {
  const { page, url } = studio;
  await page.goto(`${url}#/`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});
