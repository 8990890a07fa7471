import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { upload } from '../state/file-actions';
import { useWorkbench } from './context';

interface FileDropProps {
  readonly id: string;
  /** Where files may be dropped. */
  readonly on: RefObject<HTMLElement | null>;
}

/** Takes files that are dropped on a terminal, and says so while they hover over it. */
export function FileDrop({ id, on }: FileDropProps) {
  const workbench = useWorkbench();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const room = on.current;
    if (!room) return;
    const onOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // Going from one element to another within is no leaving.
      if (!(event.relatedTarget instanceof Node && room.contains(event.relatedTarget)))
        setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(false);
      const { files, folders } = dropped(event.dataTransfer);
      if (folders > 0) {
        workbench.problem.value = 'Folders cannot be uploaded: pack one into a file first.';
      }
      void upload(workbench, id, files);
    };
    room.addEventListener('dragenter', onOver);
    room.addEventListener('dragover', onOver);
    room.addEventListener('dragleave', onLeave);
    room.addEventListener('drop', onDrop);
    return () => {
      room.removeEventListener('dragenter', onOver);
      room.removeEventListener('dragover', onOver);
      room.removeEventListener('dragleave', onLeave);
      room.removeEventListener('drop', onDrop);
    };
  }, [workbench, id, on]);

  if (!over) return null;
  return <p class="drop-hint">Drop to upload into this terminal’s folder</p>;
}

/** A folder looks like a file that cannot be read, but for its entry. */
function dropped(data: DataTransfer): { files: File[]; folders: number } {
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const plain = items.filter((item) => item.webkitGetAsEntry()?.isDirectory !== true);
  return {
    files: plain.flatMap((item) => item.getAsFile() ?? []),
    folders: items.length - plain.length,
  };
}
