import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/**
 * Bytes that are made when the reader asks for them, still as the caller: the
 * reader asks outside the request's own context.
 */
export function streamOf(
  chunks: AsyncGenerator<Uint8Array, void>,
): ReadableStream<Uint8Array> {
  const asCaller = AsyncLocalStorage.snapshot();
  return new ReadableStream({
    async pull(controller) {
      const chunk = await asCaller(() => chunks.next());
      if (chunk.done === true) controller.close();
      else controller.enqueue(chunk.value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}
