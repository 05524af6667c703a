// Preloaded into every process of the local cloud. The channel to the process
// that started it closes however that one ends, kill -9 included. Workers of
// those processes inherit the preload; their channels are not ours to touch.
const GRACE_MS = 5_000;
const isOurs = process.env.LOCAL_CLOUD_PID === String(process.ppid);

if (isOurs && process.channel) {
  process.on("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    setTimeout(() => process.exit(1), GRACE_MS).unref();
  });
  process.channel.unref();
}
