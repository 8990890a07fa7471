import { useState } from 'preact/hooks';
import type { TerminalInfo } from '../net/terminal-info';
import type { Role } from '../net/socket';
import { pathOf } from '../state/route';
import { copy } from '../terminal/clipboard';
import { Dialog } from './dialog';

interface ShareDialogProps {
  readonly terminal: TerminalInfo;
  readonly onClose: () => void;
}

/** Links to a terminal, and what whoever has one can do with it. */
export function ShareDialog({ terminal, onClose }: ShareDialogProps) {
  return (
    <Dialog title={`Share ${terminal.name}`} onClose={onClose}>
      <LinkField
        id={terminal.id}
        role="view"
        label="To watch only"
        hint="Opens the terminal without a keyboard: whoever has it sees all there is to see, and types nothing."
      />
      <LinkField
        id={terminal.id}
        role="control"
        label="To type in it, too"
        hint="Opens the terminal as it is here."
      />
      <p>
        A link names the terminal; it does not let anyone in. Who opens it signs in with the hub’s
        access token, with which they could do anything else here as well.
      </p>
      <div class="dialog-actions">
        <button type="button" onClick={onClose}>
          Done
        </button>
      </div>
    </Dialog>
  );
}

interface LinkFieldProps {
  readonly id: string;
  readonly role: Role;
  readonly label: string;
  readonly hint: string;
}

function LinkField({ id, role, label, hint }: LinkFieldProps) {
  const [copied, setCopied] = useState(false);
  const link = location.origin + pathOf({ place: 'terminal', id, role });
  return (
    <div class="field">
      <label for={`link-${role}`}>{label}</label>
      <div class="field-row">
        <input
          id={`link-${role}`}
          class="mono"
          readOnly
          value={link}
          aria-describedby={`link-${role}-hint`}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <button
          type="button"
          aria-label={`Copy the link: ${label}`}
          autofocus={role === 'view'}
          onClick={() => {
            void copy(link);
            setCopied(true);
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <p id={`link-${role}-hint`} class="hint">
        {hint}
      </p>
    </div>
  );
}
