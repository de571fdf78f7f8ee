/** What EventSource is to the console, driven by a test. */
export class FakeEventSource extends EventTarget {
  static opened: FakeEventSource[] = [];

  readonly url: string;
  closed = false;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  static get latest(): FakeEventSource {
    const latest = FakeEventSource.opened.at(-1);
    if (!latest) {
      throw new Error('No stream was opened');
    }
    return latest;
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  send(event: string, value: unknown): void {
    this.dispatchEvent(new MessageEvent(event, { data: JSON.stringify(value) }));
  }

  fail(): void {
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.closed = true;
  }
}
