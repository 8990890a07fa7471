import type { Action } from './actions';
import type { Workbench } from './workbench';

/** What was answered when a program first wanted to write to the clipboard can be changed. */
export function clipboardActions({ desk, consents }: Workbench): readonly Action[] {
  const focused = () => desk.focused.value?.id;
  const isAllowed = () => {
    const id = focused();
    return id !== undefined && consents.of(id) === 'allowed';
  };
  return [
    {
      id: 'clipboard.allow',
      title: 'Let this terminal’s programs write to the clipboard',
      group: 'Terminals',
      when: () => focused() !== undefined && !isAllowed(),
      run: () => {
        const id = focused();
        if (id !== undefined) consents.decide(id, 'allowed');
      },
    },
    {
      id: 'clipboard.refuse',
      title: 'Keep this terminal’s programs from the clipboard',
      group: 'Terminals',
      when: isAllowed,
      run: () => {
        const id = focused();
        if (id !== undefined) consents.decide(id, 'refused');
      },
    },
  ];
}
