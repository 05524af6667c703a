import { httpRouter } from "convex/server";
import { report as reportFromWeb } from "./audit/web";
import { receive as receiveFromPolar } from "./payments/polar";
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
http.route({
  path: "/webhooks/polar",
  method: "POST",
  handler: receiveFromPolar,
});
http.route({
  path: "/reports/web",
  method: "POST",
  handler: reportFromWeb,
});

export default http;
