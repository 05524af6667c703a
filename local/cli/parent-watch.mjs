// Preloaded into every process of the local cloud. The channel to the process
// that started it closes however that one ends, kill -9 included.
const GRACE_MS = 5_000;

if (process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), GRACE_MS).unref();
  });
  process.channel.unref();
}
