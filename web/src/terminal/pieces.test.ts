import { expect, it } from 'vitest';
import { PIECE_BYTES, piecesOf } from './pieces';

const joined = (pieces: readonly Uint8Array[]) => pieces.flatMap((piece) => [...piece]);

it('leaves alone what is short', () => {
  const bytes = new Uint8Array(PIECE_BYTES);
  expect(piecesOf(bytes)).toEqual([bytes]);
  expect(piecesOf(new Uint8Array())).toHaveLength(1);
});

it.each([
  ['letters', 'a'],
  ['two bytes each', 'é'],
  ['three', '€'],
  ['four', '😀'],
])('cuts %s where none is cut apart', (_, char) => {
  for (let shift = 0; shift < 4; shift++) {
    const bytes = new TextEncoder().encode('.'.repeat(shift) + char.repeat(PIECE_BYTES));
    const pieces = piecesOf(bytes);
    expect(pieces.length).toBeGreaterThan(char === 'a' ? 0 : 1);
    expect(pieces.every((piece) => piece.length <= PIECE_BYTES)).toBe(true);
    const strict = new TextDecoder('utf-8', { fatal: true });
    expect(pieces.map((piece) => strict.decode(piece)).join('')).toBe(
      new TextDecoder().decode(bytes),
    );
  }
});

it('gets through what is no text at all', () => {
  const garbage = new Uint8Array(3 * PIECE_BYTES).fill(0x80);
  expect(joined(piecesOf(garbage))).toEqual([...garbage]);
});
