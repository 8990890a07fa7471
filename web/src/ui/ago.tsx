import { useEffect, useState } from 'preact/hooks';
import { agoText } from '../state/ago';

const TICK_MS = 10_000;

/** How long ago something was, kept up to date; the exact time shows under the pointer. */
export function Ago({ since }: { since: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time class="ago" dateTime={since} title={new Date(since).toLocaleString()}>
      {agoText(Date.parse(since), now)}
    </time>
  );
}
