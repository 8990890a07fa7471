import { useState } from 'preact/hooks';
import type { ClashAnswer } from '../state/transfers';
import { useWorkbench } from './context';
import { Dialog } from './dialog';

/** Asked where a file's name is taken in the folder that it is to go to. */
export function ClashDialog() {
  const { transfers } = useWorkbench();
  const question = transfers.question.value;
  const [forAll, setForAll] = useState(false);
  if (!question) return null;
  const { name, folder, more } = question;
  const answer = (choice: ClashAnswer['choice'], all = forAll) => {
    question.answer({ choice, forAll: all });
    setForAll(false);
  };
  return (
    <Dialog key={name} title="Replace the file?" onClose={() => answer('skip')}>
      <p>
        There is a <code>{name}</code> in <code>{folder}</code> already.
      </p>
      {more > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={forAll}
            onChange={({ currentTarget }) => setForAll(currentTarget.checked)}
          />
          {more === 1 ? 'The same for one more' : `The same for ${more} more`}
        </label>
      )}
      <div class="dialog-actions">
        <button type="button" class="at-start" onClick={() => answer('skip')}>
          Skip it
        </button>
        <button type="button" class="danger" onClick={() => answer('replace')}>
          Replace
        </button>
        <button type="button" class="primary" autofocus onClick={() => answer('keep-both')}>
          Keep both
        </button>
      </div>
    </Dialog>
  );
}
