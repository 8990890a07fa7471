// Runs xterm.js without a window for the differential tests: reads commands from standard input and
// writes answers to standard output. A command is its length (u32, big-endian, of what follows), a
// letter and its arguments; an answer is its length and UTF-8 text.
import { Terminal, GraphemesAddon } from './packages.mjs';
import { dump } from './dump.mjs';
import { repair, repairSize } from './repairs.mjs';
import { Utf8Joiner } from './utf8-joiner.mjs';

const terminals = new Map();

function create(slot, cols, rows, scrollback, graphemes) {
  const term = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' });
  if (graphemes) term.loadAddon(new GraphemesAddon());
  repair(term);
  // Without a window nobody keeps the colours, so the rig does.
  term.palette = new Map();
  term._core._inputHandler.onColor((events) => {
    for (const { type, index, color } of events) {
      if (type === 1) term.palette.set(index, (color[0] << 16) | (color[1] << 8) | color[2]);
      if (type === 2 && index !== undefined) term.palette.delete(index);
      if (type === 2 && index === undefined) for (let i = 0; i < 256; i++) term.palette.delete(i);
    }
  });
  term.replies = '';
  term.onData((data) => (term.replies += data));
  term.joiner = new Utf8Joiner();
  terminals.set(slot, term);
}

// As a viewer does: in pieces as they come, but no character in two pieces.
function write(term, bytes, singly) {
  if (term.failure) return;
  try {
    const input = term._core._inputHandler;
    if (singly) for (const piece of term.joiner.characters(bytes)) input.parse(piece);
    else input.parse(term.joiner.whole(bytes));
  } catch (error) {
    term.failure = error;
  }
}

function resize(term, cols, rows) {
  if (term.failure) return;
  try {
    repairSize(term);
    term.resize(cols, rows);
    repairSize(term);
  } catch (error) {
    term.failure = error;
  }
}

const describe = (term) => (term.failure ? `failure ${term.failure.message}\n` : dump(term));

function compare(a, b) {
  const left = describe(a).split('\n');
  const right = describe(b).split('\n');
  const differences = [];
  for (let i = 0; i < Math.max(left.length, right.length) && differences.length < 8; i++) {
    if (left[i] !== right[i]) differences.push(`- ${left[i]}\n+ ${right[i]}`);
  }
  return differences.join('\n');
}

function run(command) {
  const slot = command[1];
  const term = terminals.get(slot);
  switch (String.fromCharCode(command[0])) {
    case 'N':
      create(slot, command.readUInt16BE(2), command.readUInt16BE(4), command.readUInt32BE(6), command[10] === 1);
      return null;
    case 'W':
      write(term, command.subarray(3), command[2] === 1);
      return null;
    case 'R':
      resize(term, command.readUInt16BE(2), command.readUInt16BE(4));
      return null;
    case 'D':
      return describe(term);
    case 'A': {
      const { replies } = term;
      term.replies = '';
      return replies;
    }
    case 'C':
      return compare(term, terminals.get(command[2]));
    default:
      throw new Error(`unknown command ${command[0]}`);
  }
}

let pending = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  pending = pending.length ? Buffer.concat([pending, chunk]) : chunk;
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
    const end = 4 + pending.readUInt32BE(0);
    const answer = run(pending.subarray(4, end));
    pending = pending.subarray(end);
    if (answer === null) continue;
    const body = Buffer.from(answer, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    process.stdout.write(Buffer.concat([length, body]));
  }
});
process.stdin.on('end', () => process.exit(0));
