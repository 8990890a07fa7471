import { useWorkbench } from './context';
import { CloseIcon } from './icons';

/** Why the last thing that was asked for did not happen; it stays until it is read. */
export function ProblemBar() {
  const { problem } = useWorkbench();
  if (problem.value === undefined) return null;
  return (
    <p class="problem-bar" role="alert">
      {problem.value}
      <button
        type="button"
        class="icon-button"
        aria-label="Dismiss"
        onClick={() => (problem.value = undefined)}
      >
        <CloseIcon />
      </button>
    </p>
  );
}
