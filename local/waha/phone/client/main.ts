import { listenToAttachments } from "./attachments";
import { listenToPhone } from "./composer";
import { refreshSoon, tell } from "./controller";
import { listenToFaults } from "./fault-buttons";
import { listenToModelFaults } from "./model-faults";
import { listenToPanels } from "./panels";

listenToPhone();
listenToPanels();
listenToFaults();
listenToAttachments();
listenToModelFaults();
const feed = new EventSource("/control/events");
feed.addEventListener("message", () => void refreshSoon());
feed.addEventListener("open", () => void refreshSoon());
feed.addEventListener("error", () => {
  tell("The gateway does not answer. Trying again.");
});
