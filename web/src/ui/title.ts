import { useEffect } from 'preact/hooks';
import { isAtTerminals } from '../state/route';
import { shownText } from '../state/shown-text';
import { useWorkbench } from './context';

/** The window's title: the terminal that is looked at, and how many others need someone. */
export function useDocumentTitle(): void {
  const workbench = useWorkbench();
  const needs = workbench.inbox.needs.value.length;
  const name = isAtTerminals(workbench.router.route.value)
    ? workbench.focusedTerminal()?.name
    : undefined;
  useEffect(() => {
    const mark = needs > 0 ? `(${needs}) ` : '';
    document.title = mark + (name === undefined ? 'Patchbay' : `${shownText(name)} · Patchbay`);
    return () => (document.title = 'Patchbay');
  }, [name, needs]);
}
