import { useWorkbench } from './context';
import { Menu } from './menu';

const SECTIONS = [
  ['command.run-again', 'command.copy-line'],
  ['command.select-output', 'command.copy-output'],
  ['command.previous', 'command.next'],
];

/** What can be done with a command whose mark was clicked. */
export function CommandMenu() {
  const { commandMenu } = useWorkbench();
  const from = commandMenu.value;
  if (!from) return null;
  const { right, bottom } = from.mark.getBoundingClientRect();
  const place = { x: right + 4, y: bottom, corner: 'left' as const, from: from.focus };
  return (
    <Menu
      label="Command"
      place={place}
      sections={SECTIONS}
      onClose={() => (commandMenu.value = undefined)}
    />
  );
}
