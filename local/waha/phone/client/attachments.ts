import * as api from "./api";
import { act, state, tell } from "./controller";
import { byId } from "./dom";

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_RECORDING_MS = 120_000;

const picker = byId("file", HTMLInputElement);
const recordButton = byId("record", HTMLButtonElement);

function kindOf(mimetype: string): api.MediaInput["kind"] {
  if (mimetype.startsWith("image/")) return "image";
  if (mimetype.startsWith("video/")) return "video";
  return mimetype.startsWith("audio/") ? "voice" : "document";
}

function toBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const url = typeof reader.result === "string" ? reader.result : "";
      resolve(url.slice(url.indexOf(",") + 1));
    });
    reader.addEventListener("error", () => {
      reject(new Error("The file cannot be read."));
    });
    reader.readAsDataURL(blob);
  });
}

async function sendMedia(blob: Blob, filename: string | null): Promise<void> {
  const { session, chatId } = state;
  if (session === null || chatId === null) {
    throw new Error("Add a customer first.");
  }
  if (state.side === "business") {
    throw new Error("Only customers send files here.");
  }
  if (blob.size > MAX_BYTES) throw new Error("A file has at most 16 MB.");
  const mimetype = blob.type === "" ? "application/octet-stream" : blob.type;
  await api.say(session, {
    from: chatId,
    lid: state.asLid,
    media: {
      kind: kindOf(mimetype),
      mimetype,
      data: await toBase64(blob),
      filename,
    },
  });
}

let recorder: MediaRecorder | null = null;

function showRecording(on: boolean): void {
  recordButton.setAttribute("aria-pressed", String(on));
  recordButton.setAttribute(
    "aria-label",
    on ? "Stop and send" : "Record a voice note",
  );
  tell(on ? "Recording. Press again to send." : "");
}

async function startRecording(): Promise<void> {
  const stream = await navigator.mediaDevices
    .getUserMedia({ audio: true })
    .catch(() => {
      throw new Error("There is no microphone; attach an audio file instead.");
    });
  const chunks: Blob[] = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", ({ data }) => chunks.push(data));
  recorder.addEventListener("stop", () => {
    recorder = null;
    for (const track of stream.getTracks()) track.stop();
    showRecording(false);
    // The recorder knows its format only once it has recorded.
    const type = chunks[0]?.type ?? "";
    act(() => sendMedia(new Blob(chunks, { type }), null));
  });
  recorder.start();
  showRecording(true);
  setTimeout(() => recorder?.stop(), MAX_RECORDING_MS);
}

/** Pictures, files and voice notes from the customer. */
export function listenToAttachments(): void {
  byId("attach", HTMLButtonElement).addEventListener("click", () => {
    picker.click();
  });
  picker.addEventListener("change", () => {
    const file = picker.files?.[0];
    picker.value = "";
    if (file !== undefined) act(() => sendMedia(file, file.name));
  });
  recordButton.addEventListener("click", () => {
    if (recorder !== null) recorder.stop();
    else act(startRecording);
  });
}
