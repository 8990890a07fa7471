export function KeyCombination({ keys }: { keys: readonly string[] }) {
  return (
    <span class="key-combination">
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
