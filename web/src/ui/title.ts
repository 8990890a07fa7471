import { useEffect } from 'preact/hooks';
import { isAtTerminals } from '../state/route';
import { useWorkbench } from './context';

/** The window's title: the terminal that is looked at, and how many rang meanwhile. */
export function useDocumentTitle(): void {
  const workbench = useWorkbench();
  const rang = workbench.attachments.rang.value;
  const name = isAtTerminals(workbench.router.route.value)
    ? workbench.focusedTerminal()?.name
    : undefined;
  useEffect(() => {
    const mark = rang > 0 ? `(${rang}) ` : '';
    document.title = mark + (name === undefined ? 'Patchbay' : `${name} · Patchbay`);
    return () => (document.title = 'Patchbay');
  }, [name, rang]);
}
