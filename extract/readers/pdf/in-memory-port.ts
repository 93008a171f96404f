/**
 * Joins the two halves of pdf.js, which speak in messages, within one thread.
 *
 * pdf.js has a loopback of its own; this one hands objects over as they are instead of cloning them (half of the
 * time of a report), and lets every message to the reading half be looked at, so that a page which never ends
 * can be stopped.
 */

type Message = Readonly<Record<string, unknown>>;
type Listener = (event: { readonly data: Message }) => void;

export class InMemoryPort {
  private readonly listeners = new Set<Listener>();
  private readonly mayDeliver: (message: Message) => boolean;
  private other: InMemoryPort | null = null;

  private constructor(mayDeliver: (message: Message) => boolean) {
    this.mayDeliver = mayDeliver;
  }

  /** @param mayDeliver asked of each message to the first port; false drops it, and its sender waits for ever. */
  static pair(mayDeliver: (message: Message) => boolean): [InMemoryPort, InMemoryPort] {
    const first = new InMemoryPort(mayDeliver);
    const second = new InMemoryPort(() => true);
    first.joinTo(second);
    second.joinTo(first);
    return [first, second];
  }

  private joinTo(other: InMemoryPort): void {
    this.other = other;
  }

  postMessage(data: Message): void {
    const receiver = this.other;
    const kept = withOwnLists(data);
    queueMicrotask(() => receiver?.deliver(kept));
  }

  addEventListener(_type: string, listener: Listener, options?: { readonly signal?: AbortSignal }): void {
    this.listeners.add(listener);
    options?.signal?.addEventListener('abort', () => this.listeners.delete(listener), { once: true });
  }

  removeEventListener(_type: string, listener: Listener): void {
    this.listeners.delete(listener);
  }

  terminate(): void {
    this.listeners.clear();
  }

  private deliver(data: Message): void {
    if (!this.mayDeliver(data)) return;
    for (const listener of [...this.listeners]) listener({ data });
  }
}

/** The lists of operators in a message are emptied and filled again by their sender; what is in them is not. */
function withOwnLists(message: Message): Message {
  const chunk = message['chunk'];
  if (typeof chunk !== 'object' || chunk === null || !('fnArray' in chunk) || !('argsArray' in chunk))
    return message;
  const { fnArray, argsArray } = chunk;
  if (!Array.isArray(fnArray) || !Array.isArray(argsArray)) return message;
  return { ...message, chunk: { ...chunk, fnArray: [...fnArray], argsArray: [...argsArray] } };
}
