import type { ComponentChildren } from 'preact';

/** Drawn on a grid of 16, in the colour of the text beside them; what they mean is said in words. */
function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  );
}

export const TerminalIcon = () => (
  <Icon>
    <rect x="1.75" y="2.75" width="12.5" height="10.5" rx="1.5" />
    <path d="m4.5 6 2.25 2-2.25 2M8.5 10.25h3" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M8 3v10M3 8h10" />
  </Icon>
);
export const OptionsIcon = () => (
  <Icon>
    <path d="M2.5 5h5m4 0h2M2.5 11h2m4 0h5" />
    <circle cx="9.5" cy="5" r="1.75" />
    <circle cx="6.5" cy="11" r="1.75" />
  </Icon>
);
export const PencilIcon = () => (
  <Icon>
    <path d="m3 13 .6-2.6 7.2-7.2a1 1 0 0 1 1.4 0l.6.6a1 1 0 0 1 0 1.4l-7.2 7.2L3 13Z" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
);
export const BackIcon = () => (
  <Icon>
    <path d="M9.5 3.5 5 8l4.5 4.5" />
  </Icon>
);
export const HelpIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6.25" />
    <path d="M6.25 6.5A1.75 1.75 0 1 1 8.9 8c-.6.35-.9.7-.9 1.35M8 11.4v.1" />
  </Icon>
);
export const SignOutIcon = () => (
  <Icon>
    <path d="M6 2.75H3.5a1 1 0 0 0-1 1v8.5a1 1 0 0 0 1 1H6M10.5 5l3 3-3 3M13 8H6.5" />
  </Icon>
);
export const SystemIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="5.75" />
    <path d="M8 2.25a5.75 5.75 0 0 1 0 11.5Z" fill="currentColor" />
  </Icon>
);
export const LightIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2.75" />
    <path d="M8 1.5v1.25M8 13.25v1.25M1.5 8h1.25M13.25 8h1.25M3.4 3.4l.9.9m7.4 7.4.9.9m0-9.2-.9.9m-7.4 7.4-.9.9" />
  </Icon>
);
export const DarkIcon = () => (
  <Icon>
    <path d="M13.25 9.6A5.5 5.5 0 0 1 6.4 2.75a5.5 5.5 0 1 0 6.85 6.85Z" />
  </Icon>
);
export const BellIcon = () => (
  <Icon>
    <path d="M8 2.25a3.75 3.75 0 0 0-3.75 3.75c0 3-1.25 4.25-1.25 5h10c0-.75-1.25-2-1.25-5A3.75 3.75 0 0 0 8 2.25ZM6.75 13.25h2.5" />
  </Icon>
);
export const SplitRightIcon = () => (
  <Icon>
    <rect x="2" y="2.75" width="12" height="10.5" rx="1.5" />
    <path d="M8.5 2.75v10.5" />
  </Icon>
);
export const SplitDownIcon = () => (
  <Icon>
    <rect x="2" y="2.75" width="12" height="10.5" rx="1.5" />
    <path d="M2 8.25h12" />
  </Icon>
);
export const ZoomIcon = () => (
  <Icon>
    <path d="M9.5 2.75h3.75V6.5M13 3 9.25 6.75M6.5 13.25H2.75V9.5M3 13l3.75-3.75" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2" />
  </Icon>
);
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.25 10.25 3.25 3.25" />
  </Icon>
);
export const SettingsIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="2" />
    <path d="M6.9 1.75 9.1 1.75 9.45 3.45 10.65 3.95 12.1 3 13 3.9 12.05 5.35 12.55 6.55 14.25 6.9 14.25 9.1 12.55 9.45 12.05 10.65 13 12.1 12.1 13 10.65 12.05 9.45 12.55 9.1 14.25 6.9 14.25 6.55 12.55 5.35 12.05 3.9 13 3 12.1 3.95 10.65 3.45 9.45 1.75 9.1 1.75 6.9 3.45 6.55 3.95 5.35 3 3.9 3.9 3 5.35 3.95 6.55 3.45Z" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="m4 10 4-4 4 4" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" />
  </Icon>
);
export const ListIcon = () => (
  <Icon>
    <rect x="2" y="2.75" width="12" height="10.5" rx="1.5" />
    <path d="M6 2.75v10.5" />
  </Icon>
);
export const ToolsIcon = () => (
  <Icon>
    <path d="M9.9 2.4a3.6 3.6 0 0 0-3.3 5L2.4 11.6a1.4 1.4 0 0 0 2 2l4.2-4.2a3.6 3.6 0 0 0 4.8-4.5l-2.1 2.1-2.2-.6-.6-2.2 2.1-2.1a3.6 3.6 0 0 0-.7.3Z" />
  </Icon>
);
export const LaunchIcon = () => (
  <Icon>
    <path d="M5 3.25v9.5L12.5 8Z" />
  </Icon>
);
export const PinIcon = () => (
  <Icon>
    <path d="M6 2.5h4l-.5 4 2 2v1h-7v-1l2-2ZM8 9.5v4" />
  </Icon>
);
export const RefreshIcon = () => (
  <Icon>
    <path d="M13 8a5 5 0 1 1-1.5-3.55M13 2.5V5h-2.5" />
  </Icon>
);
export const FolderIcon = () => (
  <Icon>
    <path d="M1.75 4.25a1 1 0 0 1 1-1h3.1l1.4 1.5h6a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H2.75a1 1 0 0 1-1-1Z" />
  </Icon>
);
export const BranchIcon = () => (
  <Icon>
    <circle cx="4.5" cy="3.75" r="1.5" />
    <circle cx="4.5" cy="12.25" r="1.5" />
    <circle cx="11.5" cy="5.25" r="1.5" />
    <path d="M4.5 5.25v5.5M11.5 6.75c0 2.5-4 1.75-6.5 4" />
  </Icon>
);
export const InstallIcon = () => (
  <Icon>
    <path d="M8 2.5v7.25m-3-3 3 3 3-3M3 13h10" />
  </Icon>
);
export const NewerIcon = () => (
  <Icon>
    <path d="M8 12.5v-9m-3.5 3.5L8 3.5 11.5 7" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5" />
  </Icon>
);
