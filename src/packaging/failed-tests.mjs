// Says, after a run of the tests that failed: which test, on what machine, and how to run that one again.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism, freemem, loadavg, release, totalmem, type } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

function javaTests(module) {
  const reports = join(root, module, 'target/surefire-reports');
  if (!existsSync(reports)) return [];
  return readdirSync(reports)
    .filter((name) => /^TEST-.*\.xml$/.test(name))
    .flatMap((name) => failedCases(readFileSync(join(reports, name), 'utf8')))
    .map((test) => `mvn -pl ${module} -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='${test}' test`);
}

/** The cases of a Surefire report that failed, as `-Dtest` names them; of parameterized ones all parameters. */
function failedCases(report) {
  const cases = report.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g);
  const failed = [...cases].filter(([, , inside = '']) => /<(failure|error)\b/.test(inside));
  return failed.map(([, attributes]) => {
    const value = (name) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
    const method = /^\w+/.exec(value('name'))?.[0];
    const suite = value('classname').split('.').at(-1);
    return method === undefined ? suite : `${suite}#${method}`;
  });
}

function unitTests() {
  const report = join(root, 'web/target/unit-tests.json');
  if (!existsSync(report)) return [];
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  return testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name }) => `npm --prefix web test -- ${relative(join(root, 'web'), name)}`);
}

function browserTests() {
  const report = join(root, 'web/target/failed-browser-tests');
  return existsSync(report) ? readFileSync(report, 'utf8').trim().split('\n') : [];
}

function versionOf(program, ...args) {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n')[0];
  } catch {
    return `no ${program}`;
  }
}

function machine() {
  const gib = (bytes) => `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
  const distribution = /^PRETTY_NAME="?([^"\n]*)/m.exec(
    existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '',
  )?.[1];
  return [
    `${availableParallelism()} cores, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`,
    `${gib(totalmem())} of memory, ${gib(freemem())} of it free`,
    [distribution, type(), release()].filter(Boolean).join(', '),
    versionOf(process.env.CHROMIUM ?? 'chromium', '--version'),
    versionOf(process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java', '--version'),
    `Node.js ${process.version}`,
  ];
}

const tests = [...new Set([...javaTests('detectors'), ...javaTests('server'), ...unitTests(), ...browserTests()])];
console.log('\nFAILED, on this machine:');
for (const line of machine()) console.log(`  ${line}`);
if (tests.length === 0) console.log('No test failed: what did is said above.');
else console.log('To run again what failed:');
for (const test of tests) console.log(`  ${test}`);
