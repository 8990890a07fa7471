import { useWorkbench } from './context';

const WHY_NOT = {
  denied: 'This browser does not let the page notify you; its site settings can change that.',
  unsupported: 'This browser notifies of pages only over HTTPS or from this machine.',
} as const;

/** Whether the system tells of what needs someone. The browser is asked when it is switched on. */
export function NotifySwitch() {
  const { notifier, settings } = useWorkbench();
  const permission = notifier.permission.value;
  const impossible = permission === 'denied' || permission === 'unsupported';
  return (
    <div class="notify-switch">
      <label>
        <input
          type="checkbox"
          checked={settings.values.value.notify && permission === 'granted'}
          disabled={impossible}
          onChange={({ currentTarget }) => {
            if (currentTarget.checked) void notifier.turnOn();
            else notifier.turnOff();
          }}
        />
        Notify me of what needs me while I look elsewhere
      </label>
      {impossible && <p class="hint">{WHY_NOT[permission]}</p>}
    </div>
  );
}
