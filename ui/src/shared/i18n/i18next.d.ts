import type { catalogues } from "./catalogues";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shared";
    resources: (typeof catalogues)["en"];
  }
}
