import type { Workbench } from '../state/workbench';
import { BellIcon } from './icons';

/** What is new in a terminal that one does not look at. */
export interface News {
  readonly says: string;
  /** Somebody is wanted, as against output that only was not seen. */
  readonly needsYou: boolean;
}

export function newsOf({ inbox, attachments }: Workbench, id: string): News | undefined {
  const need = inbox.of(id);
  if (need) {
    return { says: need.detail ? `${need.says}: ${need.detail}` : need.says, needsYou: true };
  }
  const wrote = attachments.find(id)?.unread.value === true;
  return wrote ? { says: 'New output', needsYou: false } : undefined;
}

/** The mark of that, where there is some. */
export function NewsMark({ news }: { news: News | undefined }) {
  if (!news) return null;
  return (
    <>
      {news.needsYou && <BellIcon />}
      <span class="unread-mark" role="img" aria-label={news.says} />
    </>
  );
}
