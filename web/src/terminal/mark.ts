/** What a shell says of its prompts and commands (OSC 133). */
export type Mark =
  | { readonly is: 'prompt' }
  | { readonly is: 'output'; readonly line: string | undefined; readonly time: number | undefined }
  | { readonly is: 'end'; readonly exit: number | undefined; readonly time: number | undefined };

/** Longer ones are the hub's no more than the page's business. */
const MOST_LINE = 2048;

/** Reads what follows `133;`; undefined for what says nothing here. Anything printed may say it. */
export function readMark(data: string): Mark | undefined {
  const [letter, ...parameters] = data.split(';');
  const find = (name: string) =>
    parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
  switch (letter) {
    case 'A':
      // A continuation of a command that is being typed is no prompt of its own.
      return find('k') === 's' ? undefined : { is: 'prompt' };
    case 'C':
      return { is: 'output', line: decode(find('cmdline_url')), time: whole(find('t')) };
    case 'D':
      return { is: 'end', exit: whole(parameters[0]), time: whole(find('t')) };
    default:
      return undefined;
  }
}

function decode(line: string | undefined): string | undefined {
  if (line === undefined || line === '' || line.length > MOST_LINE) return undefined;
  try {
    return decodeURIComponent(line);
  } catch {
    return undefined;
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
