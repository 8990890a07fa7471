interface Keys {
  readonly keys: string;
  readonly does: string;
}

/** Keys that a screen itself keeps from its program. */
export const screenKeys: readonly Keys[] = [
  { keys: 'Ctrl+Shift+C', does: 'Copy the selection (⌘ C on a Mac)' },
  { keys: 'Ctrl+Shift+V', does: 'Paste (⌘ V on a Mac)' },
  { keys: 'Shift+PageUp', does: 'Scroll back through the output' },
];

export const listKeys: readonly Keys[] = [
  { keys: 'ArrowDown', does: 'Go through the terminals; on tabs ← →' },
  { keys: 'Enter', does: 'Show the terminal' },
  { keys: 'F2', does: 'Rename it' },
  { keys: 'Delete', does: 'Close it' },
];
