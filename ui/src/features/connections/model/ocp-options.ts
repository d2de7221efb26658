import type { OcpOptions } from "../../../ipc/generated";

/** As the documents of OCP advise; nothing that no document describes. */
export const USUAL_OCP: OcpOptions = {
  login: "password",
  signingHost: "",
  exporter: "both",
  linkIds: "both",
  serverPaths: "byVersion",
  undocumented: false,
};
