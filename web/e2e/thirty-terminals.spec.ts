import { expect, test } from './fixtures.ts';
import { FLOODING, showThirtyTerminals } from './thirty-terminals.ts';

// How fast and how smooth this is depends on the machine; web/bench measures it.
test('draws and answers with thirty terminals, four shown, one of them flooding', async ({
  open,
}) => {
  const hub = await open({ viewport: { width: 1400, height: 900 } });
  await showThirtyTerminals(hub);
  await hub.type('');
  await hub.expectPane(FLOODING, /^1 2 3 4 5/m);
  await hub.page.keyboard.press('Control+K');
  await expect(hub.page.getByRole('combobox')).toBeFocused();
  await hub.page.keyboard.press('Escape');
  await expect(hub.keyboardOf(FLOODING)).toBeFocused();
  await hub.page.keyboard.press('Control+C');
  await expect(hub.pane(FLOODING).getByRole('status')).toHaveText(/^Ended by signal (SIG)?INT$/);
});
