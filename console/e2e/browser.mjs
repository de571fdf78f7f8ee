// Debian's Chromium, headless, also where it runs as root.

import { chromium } from 'playwright-core';

/** @param {string} [executable] */
export function launchChromium(executable = process.env.CHROMIUM ?? '/usr/bin/chromium') {
  return chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
