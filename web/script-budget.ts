import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What every visit loads: the entry and what it imports, not what it loads when needed. */
const BUDGET_BYTES = 350 * 1024;

/** Fails the build when the script that every visit loads outgrows its budget. */
export function scriptBudget(): Plugin {
  return {
    name: 'script-budget',
    generateBundle(_options, bundle) {
      const atStart = new Set<string>();
      const add = (name: string) => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || atStart.has(name)) return;
        atStart.add(name);
        chunk.imports.forEach(add);
      };
      let total = 0;
      const lines: string[] = [];
      for (const chunk of Object.values(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry) add(chunk.fileName);
      }
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        const bytes = gzipSync(chunk.code).length;
        if (atStart.has(chunk.fileName)) total += bytes;
        const when = atStart.has(chunk.fileName) ? 'at the start' : 'when needed';
        lines.push(`${chunk.fileName}: ${bytes} bytes gzipped, ${when}`);
      }
      console.log([...lines, `${total} of ${BUDGET_BYTES} bytes allowed at the start`].join('\n'));
      if (total > BUDGET_BYTES) {
        this.error(`The script is ${total - BUDGET_BYTES} bytes over its budget`);
      }
    },
  };
}
