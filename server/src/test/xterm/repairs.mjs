// Defects of xterm.js 6.0 that the engine does not share. They are put right here, so that all the
// rest can be compared without exceptions; src/docs/screen.md tells what each means for a user.

/** Applies all repairs to a terminal. */
export function repair(term) {
  const core = term._core;
  keepLinks(core);
  copyClustersWithTheirCells(core);
  dropRowsBeforeTheFirst(core);
  eraseAboveAtTheLastCell(term);
}

// A link's target is forgotten once the rows it was written in are cleared or gone, although the
// program has not closed it or other rows still show it.
function keepLinks(core) {
  const links = core._oscLinkService;
  links._removeMarkerFromLink = () => {};
  links.addLineToLink = () => {};
}

// When reflow copies part of a row, clusters from outside that part come along and land in cells
// that are not theirs.
function copyClustersWithTheirCells(core) {
  const line = Object.getPrototypeOf(core.buffers.normal.lines.get(0));
  line.copyCellsFrom = function (source, from, to, count) {
    const cells = [];
    for (let i = 0; i < count; i++) {
      const at = from + i;
      const inside = at >= 0 && at < source.length;
      cells.push({
        data: [0, 1, 2].map((k) => (inside ? source._data[at * 3 + k] : 0)),
        combined: source._combined[at],
        extended: source._extendedAttrs[at],
      });
    }
    cells.forEach(({ data, combined, extended }, i) => {
      const at = to + i;
      if (at < 0 || at >= this.length) return;
      data.forEach((value, k) => (this._data[at * 3 + k] = value));
      if (combined !== undefined) this._combined[at] = combined;
      if (data[2] & 0x10000000) this._extendedAttrs[at] = extended;
    });
  };
}

// When a narrower terminal breaks more rows than the scrollback holds, rows that should be dropped
// overwrite others, among them the ones at the bottom.
function dropRowsBeforeTheFirst(core) {
  const list = Object.getPrototypeOf(core.buffers.normal.lines);
  if (list.isRepaired) return;
  const { set } = list;
  list.set = function (index, value) {
    if (index >= 0) set.call(this, index, value);
  };
  list.isRepaired = true;
}

// ED 1 in the last cell of a screen without scrollback writes to a row that does not exist, throws,
// and so loses what follows in the same write.
function eraseAboveAtTheLastCell(term) {
  const buffers = term._core.buffers;
  const spare = { isWrapped: false };
  const prepare = (params) => {
    const lines = buffers.active.lines;
    const row = buffers.active.y + 1;
    if (params[0] === 1 && lines.get(row) === undefined) lines.set(row, spare);
    return false;
  };
  term.parser.registerCsiHandler({ final: 'J' }, prepare);
  term.parser.registerCsiHandler({ prefix: '?', final: 'J' }, prepare);
}

/** To be called before and after a terminal changes its size. */
export function repairSize(term) {
  for (const buffer of [term._core.buffers.normal, term._core.buffers.alt]) dropHiddenTabs(buffer, term.cols);
  trimHiddenAlternate(term);
  fitScreen(term._core.buffers.normal, term.rows);
}

// With hardly any scrollback, breaking rows counts more of them than are kept, and the screen then
// begins behind the last row.
function fitScreen(buffer, rows) {
  buffer.ybase = Math.max(0, Math.min(buffer.ybase, buffer.lines.length - rows));
  buffer.ydisp = buffer.ybase;
}

// Tab stops right of the edge stay when a terminal narrows, and count when it widens.
function dropHiddenTabs(buffer, cols) {
  for (const stop of Object.keys(buffer.tabs)) if (Number(stop) >= cols) delete buffer.tabs[stop];
}

// An alternate screen that is not showing keeps its old height when the terminal shrinks, and then
// has scrollback the next time it shows.
function trimHiddenAlternate(term) {
  const alt = term._core.buffers.alt;
  if (alt.lines.length === 0) alt.lines.maxLength = term.rows;
}
