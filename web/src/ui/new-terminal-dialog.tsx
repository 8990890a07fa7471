import { useState } from 'preact/hooks';
import { byField, sentence } from '../net/problem';
import type { Failure } from '../net/problem';
import type { NewTerminal } from '../net/terminal-info';
import { splitWords } from '../state/words';
import { useWorkbench } from './context';
import { Dialog } from './dialog';

const FIELDS = ['command', 'cwd'] as const;
type Field = (typeof FIELDS)[number];

interface Errors {
  readonly fields: Partial<Record<Field, string>>;
  readonly rest: readonly string[];
}
const NO_ERRORS: Errors = { fields: {}, rest: [] };

export function NewTerminalDialog({ onClose }: { onClose: () => void }) {
  const workbench = useWorkbench();
  const [errors, setErrors] = useState(NO_ERRORS);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const command = splitWords(text(data, 'command'));
    if (!command.ok) {
      setErrors({ fields: { command: command.problem }, rest: [] });
      return;
    }
    const cwd = text(data, 'cwd').trim();
    const terminal: NewTerminal = {
      ...(command.words.length > 0 ? { command: command.words } : {}),
      ...(cwd ? { cwd } : {}),
      ...(data.has('marks') ? { shellIntegration: true } : {}),
    };
    setBusy(true);
    const result = await workbench.open(terminal);
    setBusy(false);
    if (result.ok) onClose();
    else setErrors(errorsOf(result.failure));
  };

  return (
    <Dialog title="New terminal" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <TextField
          name="command"
          label="Command"
          hint="Your login shell, when left empty"
          error={errors.fields.command}
          autofocus
        />
        <TextField
          name="cwd"
          label="Folder"
          hint="An absolute path; your home folder, when left empty"
          error={errors.fields.cwd}
        />
        <label class="check">
          <input type="checkbox" name="marks" />
          <span>
            Shell integration
            <span class="hint">
              Bash, zsh and fish mark each command with its exit code and run time, and tell their
              folder.
            </span>
          </span>
        </label>
        {errors.rest.map((error) => (
          <p key={error} class="error" role="alert">
            {error}
          </p>
        ))}
        <div class="dialog-actions">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" disabled={busy}>
            Open
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface TextFieldProps {
  readonly name: Field;
  readonly label: string;
  readonly hint: string;
  readonly error: string | undefined;
  readonly autofocus?: boolean;
}

function TextField({ name, label, hint, error, autofocus = false }: TextFieldProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        class="mono"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        autofocus={autofocus}
        aria-invalid={error !== undefined}
        aria-describedby={`${name}-hint`}
      />
      <p id={`${name}-hint`} class={error ? 'error' : 'hint'} role={error ? 'alert' : undefined}>
        {error ?? hint}
      </p>
    </div>
  );
}

/** A problem's field errors go to their fields; without any, its sentence stands for the whole. */
function errorsOf(failure: Failure): Errors {
  if (failure.kind !== 'refused' || failure.problem.errors.length === 0) {
    return { fields: {}, rest: [sentence(failure)] };
  }
  return byField(failure.problem, FIELDS);
}

function text(data: FormData, name: Field): string {
  return (data.get(name) as string | null) ?? '';
}
