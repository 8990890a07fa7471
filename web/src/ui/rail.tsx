import { useWorkbench } from './context';
import { ActionButton } from './action-button';
import { BellIcon, HelpIcon, SearchIcon, SignOutIcon } from './icons';
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
      <NeedsButton />
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

/** What needs someone, in all places, with how many there are. */
function NeedsButton() {
  const count = useWorkbench().inbox.needs.value.length;
  return (
    <ActionButton
      id="needs.show"
      label={count > 0 ? `Needs you: ${count}` : 'Needs you: nothing'}
      class="rail-item"
    >
      <BellIcon />
      {count > 0 && (
        <span class="rail-count" aria-hidden="true">
          {count}
        </span>
      )}
    </ActionButton>
  );
}

function RailLink({ place }: { place: Place }) {
  const workbench = useWorkbench();
  const { name, icon: Icon } = place;
  return (
    <a
      href={place.href}
      class="rail-item"
      aria-current={place.isHere(workbench.router.route.value) ? 'true' : undefined}
      aria-label={name}
      title={name}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        place.go(workbench);
      }}
    >
      <Icon />
    </a>
  );
}
