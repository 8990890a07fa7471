/** A share, 0 to 1, as CSS takes it. */
export function percent(share: number): string {
  return `${share * 100}%`;
}
