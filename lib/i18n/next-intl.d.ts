import { type Catalogue } from "./en";

declare module "next-intl" {
  interface AppConfig {
    Locale: "en";
    Messages: Catalogue;
  }
}
