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
