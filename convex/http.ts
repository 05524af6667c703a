import { httpRouter } from "convex/server";
import { receiveFromInstance, receiveFromServer } from "./webhooks/waha";

const http = httpRouter();

http.route({
  path: "/webhooks/waha",
  method: "POST",
  handler: receiveFromServer,
});
http.route({
  pathPrefix: "/webhooks/waha/",
  method: "POST",
  handler: receiveFromInstance,
});

export default http;
