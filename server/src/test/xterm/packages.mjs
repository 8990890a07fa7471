// Loads xterm.js and its grapheme addon from the node_modules named by XTERM_MODULES, or else from
// the page's own (web/node_modules).
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = process.env.XTERM_MODULES ?? path.resolve(here, '../../../../web/node_modules');
const require = createRequire(path.join(modules, 'x.js'));

export const { Terminal } = require('@xterm/headless');

// The addon reads its packed tables from the start of the memory behind a Buffer, which in Node is
// a pool shared with others: every code point above U+FFFF then looks alike. Without Buffer it takes
// the way it takes in a browser.
const { Buffer } = globalThis;
globalThis.Buffer = undefined;
export const GraphemesAddon = require('@xterm/addon-unicode-graphemes').UnicodeGraphemesAddon;
globalThis.Buffer = Buffer;

const version = (name) =>
  JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8')).version;
export const versions = {
  headless: version('@xterm/headless'),
  graphemes: version('@xterm/addon-unicode-graphemes'),
};
