import { copy } from '../terminal/clipboard';
import type { Action } from './actions';
import type { Workbench } from './workbench';

/** What can be done with the commands that a shell marks; about the one gone to, else the last. */
export function commandActions(workbench: Workbench): readonly Action[] {
  const { desk, attachments, problem } = workbench;
  const attachment = () => {
    const id = desk.focused.value?.id;
    return id === undefined ? undefined : attachments.find(id);
  };
  // The signal, since the marks themselves are none.
  const marks = () => (attachment()?.command.value ? attachment()?.view?.commands : undefined);
  const has = () => marks() !== undefined;
  const line = () => marks()?.current?.line;
  return [
    {
      id: 'command.previous',
      title: 'Go to the previous command',
      group: 'Screen',
      keys: ['Alt+PageUp'],
      when: has,
      run: () => marks()?.go(-1),
    },
    {
      id: 'command.next',
      title: 'Go to the next command',
      group: 'Screen',
      keys: ['Alt+PageDown'],
      when: has,
      run: () => marks()?.go(1),
    },
    {
      id: 'command.select-output',
      title: 'Select what the command printed',
      group: 'Screen',
      when: has,
      run: () => void marks()?.selectOutput(),
    },
    {
      id: 'command.copy-output',
      title: 'Copy what the command printed',
      group: 'Screen',
      when: has,
      run: () => {
        if (marks()?.selectOutput()) void copy(attachment()?.view?.selection ?? '');
      },
    },
    {
      id: 'command.copy-line',
      title: 'Copy the command',
      group: 'Screen',
      when: () => line() !== undefined,
      run: () => void copy(line() ?? ''),
    },
    {
      id: 'command.run-again',
      title: 'Type the command again, to be run with Enter',
      group: 'Screen',
      when: () => line() !== undefined && attachment()?.role === 'control',
      run: () => {
        const text = line() ?? '';
        // Anything that is printed may be marked as a command: it is shown, and the user runs it.
        if (/\p{Cc}/u.test(text)) {
          problem.value = 'This command has several lines: copy it and paste it instead.';
          return;
        }
        attachment()?.view?.type(text);
        attachment()?.focus();
      },
    },
  ];
}
