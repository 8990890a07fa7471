import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Workbench } from '../state/workbench';

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A component stands outside the workbench');
  return workbench;
}
