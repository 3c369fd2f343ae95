/** Bytes that come in pieces, in one buffer that doubles: each byte is copied a constant number of times on average. */
export class Growing {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity = 0) {
    this.#buffer = Buffer.allocUnsafe(capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** What has come so far. Valid until the next change. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  append(source: Buffer, from: number, to: number): void {
    const needed = this.#length + to - from;
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    source.copy(this.#buffer, this.#length, from, to);
    this.#length = needed;
  }

  clear(): void {
    this.#length = 0;
  }
}
