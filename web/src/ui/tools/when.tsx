import { ago } from '../../state/tool-words';
import { useNow } from '../use-now';

/** A relative time; the exact one is a hover away. */
export function When({ ms }: { ms: number }) {
  const now = useNow(5000);
  const at = new Date(ms);
  return (
    <time dateTime={at.toISOString()} title={at.toLocaleString()}>
      {ago(ms, now)}
    </time>
  );
}
