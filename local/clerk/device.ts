import type { Exchange } from "../shared/http";
import type { Device } from "./clerk";

const BROWSERS = [
  ["Edge", /Edg\/([\d.]+)/],
  ["Firefox", /Firefox\/([\d.]+)/],
  ["Chrome", /Chrom(?:e|ium)\/([\d.]+)/],
  ["Safari", /Version\/([\d.]+).*Safari/],
] as const;

const DEVICES = [
  ["iPhone", /iPhone/],
  ["Android", /Android/],
  ["Macintosh", /Macintosh/],
  ["Windows", /Windows/],
  ["Linux", /Linux/],
] as const;

/** What a session's list of devices tells about the browser of this call. */
export function deviceOf({ request }: Exchange): Device {
  const agent = request.headers["user-agent"] ?? "";
  const browser = BROWSERS.find(([, pattern]) => pattern.test(agent));
  const device = DEVICES.find(([, pattern]) => pattern.test(agent));
  const forwarded = request.headers["x-forwarded-for"];
  const claimed = typeof forwarded === "string" ? forwarded.split(",")[0] : "";
  return {
    browser: browser?.[0] ?? "Unknown browser",
    device: device?.[0] ?? "Unknown device",
    address: claimed?.trim() || (request.socket.remoteAddress ?? ""),
  };
}
