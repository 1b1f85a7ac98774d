// The same headers for our own server, the development server, the meta tag in index.html, and (where a static host
// sets none) the service worker:
// - isolation, without which there is no SharedArrayBuffer and so no wasm threads; the resource policy still lets a
//   page that is isolated itself embed the studio in a frame;
// - a content security policy that names no foreign origin: nothing a person drops on the page can leave it. Inline
//   styles are for widgets that set their own; scripts have no such exception.
import { readFileSync } from 'node:fs';

/** @type {Record<string, string>} */
export const securityHeaders = JSON.parse(
  readFileSync(new URL('../src/core/security-headers.json', import.meta.url), 'utf8'),
);

/** The development server injects inline scripts, so it goes without the policy. */
export const { 'Content-Security-Policy': contentSecurityPolicy, ...isolationHeaders } = securityHeaders;
