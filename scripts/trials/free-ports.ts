import { createServer, type Server } from "node:net";

function listen(): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = server.address();
      const port =
        address !== null && typeof address === "object" ? address.port : 0;
      resolve({ server, port });
    });
  });
}

/** Ports nobody listens on right now, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const held = await Promise.all(Array.from({ length: count }, listen));
  await Promise.all(
    held.map(
      ({ server }) =>
        new Promise((resolve) => {
          server.close(resolve);
        }),
    ),
  );
  return held.map(({ port }) => port);
}
