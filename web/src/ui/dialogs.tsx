import type { ShownDialog } from '../state/dialogs';
import { CloseDialog } from './close-dialog';
import { useWorkbench } from './context';
import { DownloadDialog } from './download-dialog';
import { HelpDialog } from './help-dialog';
import { NeedsDialog } from './needs-dialog';
import { NewTerminalDialog } from './new-terminal-dialog';
import { PaletteDialog } from './palette';
import { PasteDialog } from './paste-dialog';
import { ShareDialog } from './share-dialog';
import { LaunchAnywayDialog } from './tools/launch-anyway-dialog';
import { RecipeDialog } from './tools/recipe-dialog';

/** The dialog that is open, if one is. Each has an element of its own, however soon it follows another. */
export function Dialogs() {
  const { dialogs } = useWorkbench();
  const dialog = dialogs.open.value;
  return dialog ? <OpenDialog key={dialog.number} dialog={dialog} /> : null;
}

function OpenDialog({ dialog }: { dialog: ShownDialog }) {
  const { dialogs, terminals } = useWorkbench();
  const onClose = () => dialogs.close(dialog);
  switch (dialog.is) {
    case 'palette':
      return <PaletteDialog onClose={onClose} />;
    case 'help':
      return <HelpDialog onClose={onClose} />;
    case 'needs':
      return <NeedsDialog onClose={onClose} />;
    case 'new-terminal':
      return <NewTerminalDialog onClose={onClose} />;
    case 'close-terminal': {
      const terminal = terminals.find(dialog.id);
      return terminal ? (
        <CloseDialog terminal={terminal} running={dialog.running} onClose={onClose} />
      ) : null;
    }
    case 'download':
      return <DownloadDialog terminal={dialog.id} path={dialog.path} onClose={onClose} />;
    case 'share': {
      const terminal = terminals.find(dialog.id);
      return terminal ? <ShareDialog terminal={terminal} onClose={onClose} /> : null;
    }
    case 'launch-anyway':
      return <LaunchAnywayDialog wish={dialog.wish} why={dialog.why} onClose={onClose} />;
    case 'recipe': {
      const { tool, verb, recipe } = dialog;
      return <RecipeDialog tool={tool} verb={verb} recipe={recipe} onClose={onClose} />;
    }
    case 'paste':
      return (
        <PasteDialog
          text={dialog.text}
          onAnswer={(may) => {
            onClose();
            dialog.answer(may);
          }}
        />
      );
  }
}
