import { useWorkbench } from './context';
import { ActionButton } from './action-button';
import { HelpIcon, SearchIcon, SignOutIcon } from './icons';
import { places } from './places';
import type { Place } from './places';

/** The places of the page, and what is at hand in all of them. */
export function Rail() {
  return (
    <nav class="rail" aria-label="Places">
      {places
        .filter(({ last }) => !last)
        .map((place) => (
          <RailLink key={place.name} place={place} />
        ))}
      <span class="rail-gap" />
      <ActionButton id="palette.open" class="rail-item">
        <SearchIcon />
      </ActionButton>
      {places
        .filter(({ last }) => last)
        .map((place) => (
          <RailLink key={place.name} place={place} />
        ))}
      <ActionButton id="page.help" class="rail-item">
        <HelpIcon />
      </ActionButton>
      <ActionButton id="page.sign-out" label="Sign out" class="rail-item not-phone">
        <SignOutIcon />
      </ActionButton>
    </nav>
  );
}

function RailLink({ place }: { place: Place }) {
  const workbench = useWorkbench();
  const { name, icon: Icon } = place;
  const waiting = place.waiting?.(workbench) ?? 0;
  const label = waiting > 0 ? `${name}, ${waiting} waiting` : name;
  return (
    <a
      href={place.href}
      class="rail-item"
      aria-current={place.isHere(workbench.router.route.value) ? 'true' : undefined}
      aria-label={label}
      title={label}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        place.go(workbench);
      }}
    >
      <Icon />
      {waiting > 0 && (
        <span class="rail-count" aria-hidden="true">
          {waiting}
        </span>
      )}
    </a>
  );
}
