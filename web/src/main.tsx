import '@fontsource-variable/jetbrains-mono/wght.css';
import '@fontsource-variable/jetbrains-mono/wght-italic.css';
import '@xterm/xterm/css/xterm.css';
import './ui/tokens.css';
import './ui/page.css';
import './ui/layout.css';
import './ui/terminal-list.css';
import './ui/tabs.css';
import './ui/float.css';
import './ui/needs.css';
import './ui/settings.css';
import './ui/terminal-pane.css';
import './ui/files.css';
import './ui/tools/tools.css';
import './ui/tools/tool-list.css';
import './ui/tools/tool-row.css';
import './ui/tools/recent-launches.css';
import './ui/tools/tools-foot.css';
import './ui/tools/tool-detail.css';
import './ui/tools/tool-launch.css';
import './ui/tools/tool-recipes.css';
import './ui/tools/tools-phone.css';
import './ui/phone.css';
import { render } from 'preact';
import { Workbench } from './state/workbench';
import { App } from './ui/app';
import { WorkbenchContext } from './ui/context';
import { markHiddenText } from './ui/mark-hidden-text';

// Only where the page's own script may stay: on loopback and under TLS.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/worker.js').catch(() => undefined);
}

// Names, titles and folders are texts of strangers.
markHiddenText();

const root = document.getElementById('app');
if (root) {
  render(
    <WorkbenchContext.Provider value={new Workbench()}>
      <App />
    </WorkbenchContext.Provider>,
    root,
  );
}
