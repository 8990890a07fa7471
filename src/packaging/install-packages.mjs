// Installs the packages of the lock file where that has changed since it was last done.
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  const npm = process.env.npm_execpath;
  execFileSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}
