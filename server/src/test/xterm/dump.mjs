// Writes all of a terminal's state as text, one fact a line, in the form of StateDump.java.
const COLOR = 0x3ffffff;
const MAPPED = [...'#@[\\]^_`{|}~q'];

export function dump(term) {
  const core = term._core;
  const input = core._inputHandler;
  const { normal, alt, active } = core.buffers;
  const out = [];
  out.push(`size ${term.cols} ${term.rows} alternate ${active === alt}`);
  out.push(`title ${input._windowTitle}`);
  out.push(`pen ${attributes(core, input._curAttrData.fg, input._curAttrData.bg)} ${extended(core, input._curAttrData.extended)}`);
  out.push(`modes ${modes(core)}`);
  out.push(`charsets ${charsets(core._charsetService)}`);
  out.push(`palette ${palette(term)}`);
  out.push(`parser ${parser(input._parser)}`);
  grid(out, core, 'normal', normal, normal === active);
  grid(out, core, 'alternate', alt, alt === active);
  return out.join('\n') + '\n';
}

const hex = (n) => (n >>> 0).toString(16);

function color(bits) {
  const kind = (bits >>> 24) & 3;
  const mask = kind === 0 ? 0 : kind === 3 ? 0xffffff : 0xff;
  return (kind << 24) | (bits & mask);
}

function attributes(core, fg, bg) {
  return `${hex((fg & ~COLOR) | color(fg))} ${hex((bg & ~COLOR) | color(bg))}`;
}

function extended(core, ext) {
  const link = ext._urlId ? core._oscLinkService.getLinkData(ext._urlId) : undefined;
  const target = link ? `${link.id ?? ''};${link.uri}` : ext._urlId ? 'lost' : '';
  return `${(ext._ext >>> 26) & 7} ${hex(color(ext._ext))} <${target}>`;
}

function modes(core) {
  const m = core.coreService.decPrivateModes;
  const o = core.optionsService.rawOptions;
  const mouse = core.coreMouseService;
  return [
    m.applicationCursorKeys, m.applicationKeypad, m.bracketedPasteMode, m.sendFocus,
    core.coreService.modes.insertMode, m.origin, m.reverseWraparound, m.synchronizedOutput,
    m.wraparound, core.coreService.isCursorHidden, o.convertEol, o.cursorBlink,
    m.cursorStyle ?? 'unset', m.cursorBlink ?? 'unset', mouse.activeProtocol, mouse.activeEncoding,
  ].join(' ');
}

function set(map) {
  return MAPPED.map((c) => (map && map[c] ? map[c].charCodeAt(0) : 0)).join(',');
}

function charsets(service) {
  const designated = [0, 1, 2, 3].map((g) => set(service._charsets[g])).join(' ');
  return `${service.glevel} ${set(service.charset)} | ${designated}`;
}

function palette(term) {
  return [...term.palette].sort((a, b) => a[0] - b[0]).map(([i, c]) => `${i}=${hex(c)}`).join(' ');
}

function parser(p) {
  const before = p.precedingJoinState;
  return `${p.currentState} before ${before ? 1 : 0} ${(before >> 1) & 3} ${(before >> 3) & 15}`;
}

function grid(out, core, name, b, isActive) {
  const cols = core.cols;
  const tabs = Object.keys(b.tabs).map(Number).filter((t) => t < cols);
  if (isActive) out.push(`${name} cursor ${b.x} ${b.y}`);
  else if (name === 'normal') out.push(`${name} row ${b.y}`);
  out.push(`${name} base ${b.ybase} margins ${b.scrollTop} ${b.scrollBottom}`);
  out.push(`${name} tabs ${tabs.sort((a, c) => a - c).join(' ')}`);
  const saved = b.savedCurAttrData;
  out.push(`${name} saved ${b.savedX} ${b.savedY} ${attributes(core, saved.fg, saved.bg)} ${set(b.savedCharset)}`);
  for (let i = 0; i < b.lines.length; i++) row(out, core, `${name} ${i}`, b.lines.get(i), cols);
}

function row(out, core, name, line, cols) {
  const cells = [];
  for (let i = 0; i < cols; i++) {
    const bg = line.getBg(i);
    let text = `${line.getString(i)}/${line.getWidth(i)}/${attributes(core, line.getFg(i), bg)}`;
    if (bg & 0x10000000) text += ` ${extended(core, line._extendedAttrs[i])}`;
    const last = cells[cells.length - 1];
    if (last && last.text === text) last.count++;
    else cells.push({ text, count: 1 });
  }
  out.push(`${name} ${line.isWrapped ? 'wrapped' : 'own'} ${cells.map((c) => `${c.count}*${c.text}`).join(' ')}`);
}
