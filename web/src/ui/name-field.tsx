import { useLayoutEffect, useRef } from 'preact/hooks';
import { sentence } from '../net/problem';
import type { TerminalInfo } from '../net/terminal-info';
import { useWorkbench } from './context';

interface NameFieldProps {
  readonly terminal: TerminalInfo;
  /** Called when the editing ends, and once more with the reason if the hub refuses the name. */
  readonly onDone: (problem: string | undefined) => void;
}

/** A name edited where it stands: Enter or leaving it keeps, Escape drops. */
export function NameField({ terminal, onDone }: NameFieldProps) {
  const { terminals } = useWorkbench();
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const keep = async () => {
    if (done.current) return;
    done.current = true;
    const name = input.current?.value.trim() ?? '';
    if (!name || name === terminal.name) {
      onDone(undefined);
      return;
    }
    const renaming = terminals.rename(terminal.id, name);
    onDone(undefined);
    const result = await renaming;
    if (!result.ok) onDone(sentence(result.failure));
  };

  return (
    <input
      ref={input}
      class="name-field"
      aria-label={`New name of ${terminal.name}`}
      defaultValue={terminal.name}
      maxLength={100}
      spellcheck={false}
      onBlur={() => void keep()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') void keep();
        if (event.key !== 'Escape') return;
        done.current = true;
        onDone(undefined);
      }}
    />
  );
}
