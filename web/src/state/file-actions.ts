import { joinWords } from './words';
import type { Action } from './actions';
import type { Workbench } from './workbench';

export function fileActions(workbench: Workbench): readonly Action[] {
  const { desk, dialogs } = workbench;
  const controls = () => desk.focused.value?.role === 'control';
  return [
    {
      id: 'files.upload',
      title: 'Upload files into this terminal’s folder…',
      group: 'Terminals',
      when: controls,
      run: () => {
        const id = desk.focused.value?.id;
        if (id !== undefined) void chooseFiles().then((files) => upload(workbench, id, files));
      },
    },
    {
      id: 'files.download',
      title: 'Download a file…',
      group: 'Terminals',
      when: () => desk.focused.value !== undefined,
      run: () => {
        const id = desk.focused.value?.id;
        if (id !== undefined) dialogs.show({ is: 'download', id, path: '' });
      },
    },
  ];
}

/** Sends files into the folder that a terminal's program works in. */
export async function upload(
  { transfers, problem }: Workbench,
  id: string,
  files: readonly File[],
): Promise<void> {
  if (files.length === 0) return;
  const result = await transfers.upload(id, files);
  if (typeof result === 'string') problem.value = result;
}

/** Stores images that were pasted, and types where they are: what a program can do with an image. */
export async function pasteImages(
  { transfers, problem, attachments }: Workbench,
  id: string,
  images: readonly File[],
): Promise<void> {
  for (const image of images) {
    const stored = await transfers.keep(id, imageName(image.type, new Date()), image);
    if (typeof stored === 'string') problem.value = stored;
    else await attachments.find(id)?.view?.paste(`${joinWords([stored.path])} `);
  }
}

/** `pasted-20261121-094503.png`: a name that sorts by time. */
export function imageName(type: string, now: Date): string {
  const [, kind = 'png'] = /^image\/([a-z]+)/.exec(type) ?? [];
  const [day = '', time = ''] = localTime(now).split('T');
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  return `pasted-${digits(day)}-${digits(time.slice(0, 8))}.${kind === 'jpeg' ? 'jpg' : kind}`;
}

function localTime(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
}

function chooseFiles(): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  return new Promise((resolve) => {
    input.onchange = () => {
      resolve([...(input.files ?? [])]);
    };
    input.click();
  });
}
