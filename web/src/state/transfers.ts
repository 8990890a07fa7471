import { computed, signal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Result } from '../net/api';
import { planUpload, sendFile } from '../net/files';
import type { Clash, Plan, Sending, StoredFile } from '../net/files';
import { sentence } from '../net/problem';

/** A file on its way to a folder. */
export interface Transfer {
  readonly id: number;
  readonly name: string;
  readonly folder: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';
  /** Why it failed. */
  readonly problem?: string;
}

/** A name that is taken: what is to become of the file? */
export interface ClashQuestion {
  readonly name: string;
  readonly folder: string;
  /** How many of the same drop are taken besides. */
  readonly more: number;
  readonly answer: (answer: ClashAnswer) => void;
}

export interface ClashAnswer {
  readonly choice: 'replace' | 'keep-both' | 'skip';
  readonly forAll: boolean;
}

interface Job {
  readonly id: number;
  readonly file: Blob;
  clash: Clash;
  readonly settle: (stored: StoredFile | undefined) => void;
}

/** Files on their way out of this browser, one at a time: several would only slow each other. */
export class Transfers {
  readonly #all = signal<readonly Transfer[]>([]);
  readonly #question = signal<ClashQuestion | undefined>(undefined);
  readonly #jobs: Job[] = [];
  #sending: { readonly id: number; readonly by: Sending } | undefined;
  #lastId = 0;

  get all(): ReadonlySignal<readonly Transfer[]> {
    return this.#all;
  }

  get question(): ReadonlySignal<ClashQuestion | undefined> {
    return this.#question;
  }

  readonly isBusy = computed(() =>
    this.#all.value.some(({ state }) => state === 'waiting' || state === 'sending'),
  );

  /**
   * Sends files into the folder that a terminal's program works in now. Gives those that arrived, or the
   * sentence that says why none could be sent.
   */
  async upload(terminal: string, files: readonly File[]): Promise<readonly StoredFile[] | string> {
    const plan = await planUpload(
      terminal,
      files.map(({ name }) => name),
    );
    if (!plan.ok) return sentence(plan.failure);
    const wanted = await this.#decide(plan.value, files);
    const sent = wanted.map(({ file, clash }) =>
      this.#send(plan.value.folder, file.name, file, clash),
    );
    return (await Promise.all(sent)).filter((stored) => stored !== undefined);
  }

  /** Sends something that has no name of its own yet, beside whatever is there. */
  async keep(terminal: string, name: string, body: Blob): Promise<StoredFile | string> {
    const plan = await planUpload(terminal, [name]);
    if (!plan.ok) return sentence(plan.failure);
    const stored = await this.#send(plan.value.folder, name, body, 'keep-both');
    return stored ?? 'The image was not stored.';
  }

  cancel(id: number): void {
    if (this.#sending?.id === id) {
      this.#change(id, { state: 'cancelled' });
      this.#sending.by.cancel();
      return;
    }
    const at = this.#jobs.findIndex((job) => job.id === id);
    const [job] = at < 0 ? [] : this.#jobs.splice(at, 1);
    if (!job) return;
    this.#change(id, { state: 'cancelled' });
    job.settle(undefined);
  }

  dismiss(id: number): void {
    this.#all.value = this.#all.value.filter((transfer) => transfer.id !== id);
  }

  async #decide(
    { folder, taken }: Plan,
    files: readonly File[],
  ): Promise<readonly { readonly file: File; readonly clash: Clash }[]> {
    const wanted: { file: File; clash: Clash }[] = [];
    let left = files.filter(({ name }) => taken.includes(name)).length;
    let forAll: ClashAnswer['choice'] | undefined;
    for (const file of files) {
      if (!taken.includes(file.name)) {
        wanted.push({ file, clash: 'refuse' });
        continue;
      }
      left--;
      const answer: ClashAnswer = forAll
        ? { choice: forAll, forAll: true }
        : await this.#ask(file.name, folder, left);
      if (answer.forAll) forAll = answer.choice;
      if (answer.choice !== 'skip') wanted.push({ file, clash: answer.choice });
    }
    return wanted;
  }

  /** One question at a time: what is asked while another waits for its answer waits too. */
  async #ask(name: string, folder: string, more: number): Promise<ClashAnswer> {
    while (this.#asking) await this.#asking;
    const asking = new Promise<ClashAnswer>((resolve) => {
      this.#question.value = { name, folder, more, answer: resolve };
    });
    this.#asking = asking;
    const answer = await asking;
    this.#asking = undefined;
    this.#question.value = undefined;
    return answer;
  }

  #asking: Promise<ClashAnswer> | undefined;

  #send(folder: string, name: string, file: Blob, clash: Clash): Promise<StoredFile | undefined> {
    const id = ++this.#lastId;
    this.#all.value = [
      ...this.#all.value,
      { id, name, folder, size: file.size, sent: 0, state: 'waiting' },
    ];
    return new Promise((settle) => {
      this.#jobs.push({ id, file, clash, settle });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#sending) return;
    const job = this.#jobs.shift();
    const transfer = job && this.#find(job.id);
    if (!job || !transfer) return;
    const result = await this.#carry(job, transfer);
    const cancelled = this.#find(job.id)?.state === 'cancelled';
    if (!cancelled && !result.ok && isTaken(result)) {
      // Somebody else took the name while the file was on its way.
      const { choice } = await this.#ask(transfer.name, transfer.folder, 0);
      if (choice !== 'skip') {
        this.#jobs.unshift({ ...job, clash: choice });
        void this.#next();
        return;
      }
      this.#change(job.id, { state: 'cancelled' });
    } else if (result.ok) {
      this.#change(job.id, { state: 'done', sent: transfer.size, name: result.value.name });
    } else if (!cancelled) {
      this.#change(job.id, { state: 'failed', problem: sentence(result.failure) });
    }
    job.settle(result.ok ? result.value : undefined);
    void this.#next();
  }

  async #carry({ id, file, clash }: Job, { folder, name }: Transfer): Promise<Result<StoredFile>> {
    this.#change(id, { state: 'sending', sent: 0 });
    const by = sendFile({ folder, name, clash }, file, (sent) => this.#change(id, { sent }));
    this.#sending = { id, by };
    const result = await by.stored;
    this.#sending = undefined;
    return result;
  }

  #find(id: number): Transfer | undefined {
    return this.#all.value.find((transfer) => transfer.id === id);
  }

  #change(id: number, change: Partial<Transfer>): void {
    this.#all.value = this.#all.value.map((transfer) =>
      transfer.id === id ? { ...transfer, ...change } : transfer,
    );
  }
}

function isTaken(result: Result<StoredFile>): boolean {
  return !result.ok && result.failure.kind === 'refused' && result.failure.problem.status === 409;
}
