// Loads xterm.js from the node_modules named by XTERM_MODULES, or else from the page's own
// (web/node_modules), and the page's own way to measure text.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const web = path.resolve(here, '../../../../web');
const modules = process.env.XTERM_MODULES ?? path.join(web, 'node_modules');
const require = createRequire(path.join(modules, 'x.js'));

export const { Terminal } = require('@xterm/headless');
export const { version } = JSON.parse(
  readFileSync(path.join(modules, '@xterm/headless/package.json'), 'utf8'),
);

// The page is written in TypeScript; its bundler takes the types out.
const { rolldown } = require('rolldown');
const bundle = await rolldown({ input: path.join(web, 'src/terminal/graphemes.ts') });
const { output } = await bundle.generate({ format: 'esm' });
const code = Buffer.from(output[0].code).toString('base64');
export const { GraphemesAddon } = await import(`data:text/javascript;base64,${code}`);
