import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";

/*
 * The least any receiver must do: check the signature over the raw bytes and
 * make one durable insert, each in a commit of its own.
 */

const key = process.env.BENCH_HMAC_KEY ?? "";
const db = new DatabaseSync(
  join(process.env.BENCH_STATE_DIR ?? ".", "baseline.db"),
);
db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
db.exec("CREATE TABLE IF NOT EXISTS bodies (n INTEGER PRIMARY KEY, body TEXT)");
const insert = db.prepare("INSERT INTO bodies (body) VALUES (?)");

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const expected = createHmac("sha512", key).update(body).digest();
    const given = Buffer.from(String(request.headers["x-webhook-hmac"]), "hex");
    const isAuthentic =
      given.length === expected.length && timingSafeEqual(given, expected);
    if (isAuthentic) insert.run(body.toString("utf8"));
    response.writeHead(isAuthentic ? 200 : 401);
    response.end("ok");
  });
});

// A statement does not keep its database alive.
server.on("close", () => db.close());
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") process.exit(1);
  console.log(JSON.stringify({ port: address.port }));
});
