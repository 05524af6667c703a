/**
 * Messages to another thread, posted together once per turn of the event loop:
 * each post costs as much as handling its message.
 */
export function createPostOffice<T>(
  post: (messages: T[]) => void,
): (message: T) => void {
  let waiting: T[] = [];
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    setImmediate(() => {
      const messages = waiting;
      waiting = [];
      post(messages);
    });
  };
}
