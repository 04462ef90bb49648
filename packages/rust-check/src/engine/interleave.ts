/**
 * Runs several sources side by side, and gives what they give as it comes.
 *
 * @param limit the most sources that run at once; the others start, in their order, as those end
 * @throws what a source throws; the others are then left behind where they are
 */
export async function* interleave<T>(sources: readonly (() => AsyncIterable<T>)[], limit: number): AsyncGenerator<T> {
  const waiting = [...sources];
  const running = new Map<AsyncIterator<T>, Promise<readonly [AsyncIterator<T>, IteratorResult<T>]>>();
  const advance = (iterator: AsyncIterator<T>): void => {
    running.set(
      iterator,
      iterator.next().then((result) => [iterator, result] as const),
    );
  };
  const startNext = (): void => {
    const source = waiting.shift();
    if (source) advance(source()[Symbol.asyncIterator]());
  };
  for (let started = 0; started < Math.max(1, limit); started++) startNext();
  while (running.size > 0) {
    const [iterator, result] = await Promise.race(running.values());
    running.delete(iterator);
    if (result.done === true) {
      startNext();
    } else {
      advance(iterator);
      yield result.value;
    }
  }
}
