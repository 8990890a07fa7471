import { useState } from 'preact/hooks';
import { useWorkbench } from './context';

export function Login({ why }: { why: string | undefined }) {
  const { session } = useWorkbench();
  const [error, setError] = useState(why);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const token = ((data.get('token') as string | null) ?? '').trim();
    if (!token) {
      setError('Paste the token first.');
      return;
    }
    setBusy(true);
    setError(await session.login(token));
    setBusy(false);
  };

  return (
    <main class="login">
      <form onSubmit={(event) => void submit(event)}>
        <h1>
          <img src="/icon.svg" alt="" width="20" height="20" /> Patchbay
        </h1>
        <p>
          Whoever opens this page can run programs on this machine, so it asks for the hub’s access
          token. A shell on that machine prints an address that signs in by itself:
        </p>
        <p>
          <code>./patchbay open</code>
        </p>
        <label for="token">Access token</label>
        <div class="login-field">
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            spellcheck={false}
            autofocus
            aria-invalid={error !== undefined}
            aria-describedby="token-error"
          />
          <button type="submit" class="primary" disabled={busy}>
            Sign in
          </button>
        </div>
        <p id="token-error" class="error" role="alert">
          {error}
        </p>
      </form>
    </main>
  );
}
