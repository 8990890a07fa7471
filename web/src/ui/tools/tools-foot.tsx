import { faultWords } from '../../state/tool-words';
import { useWorkbench } from '../context';
import { When } from './when';

/** When the machine was looked at, what went wrong with it, and the keys of the list. */
export function ToolsFoot() {
  const { tools } = useWorkbench();
  const scan = tools.scan.value;
  const problem = scan?.shell.problem;
  return (
    <footer class="tools-foot">
      <span class="tools-looked" role="status">
        <Looked />
      </span>
      {problem !== undefined && (
        <span class="warning" title={problem}>
          The login shell {scan?.shell.program} did not tell its PATH: {problem}
        </span>
      )}
      {tools.faults.value.map((fault) => (
        <span key={`${fault.file} ${fault.pointer}`} class="warning" title={faultWords(fault)}>
          {faultWords(fault)}
        </span>
      ))}
      <span class="tools-keys not-phone" aria-hidden="true">
        <kbd>Enter</kbd> details <kbd>Ctrl</kbd>
        <kbd>Enter</kbd> launch <kbd>P</kbd> pin
      </span>
    </footer>
  );
}

function Looked() {
  const { tools } = useWorkbench();
  const scan = tools.scan.value;
  switch (tools.looking.value) {
    case 'first':
      return <>Looking which tools are here…</>;
    case 'again':
      return <>Looking again…</>;
    case 'updates':
      return <>Asking the installers for newer versions…</>;
    case undefined:
      return scan ? (
        <>
          Looked <When ms={Date.parse(scan.at)} />, in {scan.durationMs} ms
        </>
      ) : null;
  }
}
