package dev.patchbay.terminals.screen;

/**
 * What no byte sequence can give a terminal, so that a snapshot is not exact there. All of it takes
 * a program that edits inside wide characters, or a resize, at the very moment of the snapshot.
 */
enum SnapshotGap {
  /** A wide character without its right half, or a half without a way to make one. */
  HALF_CHARACTER,
  /** A row of a terminal with one row continues a row that was cut short later. */
  WRAPPED_ROW,
  /** Cells that a narrowed alternate screen keeps right of its edge. */
  HIDDEN_CELLS,
  /**
   * The saved cursor is above the oldest row, below the screen or right of its edge, or has
   * attributes of its own kind.
   */
  SAVED_CURSOR,
  /** The pen's parts disagree in a way that needs the saved cursor, which is in use. */
  PEN,
  /** The character set in force is neither a designated one nor the saved one. */
  CHARSET,
  /** The cursor waits at the end of a row whose last cell shows nothing that could be printed. */
  PENDING_WRAP,
  /** A combining character would join a character that is not left of the cursor any more. */
  JOIN
}
