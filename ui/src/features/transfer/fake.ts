import type { FakePart } from "../../platform/fake/part";
import { failure } from "../../platform/fake/world";
import { WRONG_PASSPHRASE } from "../settings/fake";

export const fake: FakePart = (world) => ({
  commands: {
    export_connections: ({ ids, passphrase }) => {
      if (world.exportPath === null) return { path: null, connections: 0, secrets: 0 };
      const chosen = world.connections.filter(({ id }) => ids.length === 0 || ids.includes(id));
      const secrets = chosen
        .flatMap(({ settings: { passwords } }) => [passwords.root ?? [], passwords.agent ?? [], passwords.ocp ?? []])
        .flat();
      return { path: world.exportPath, connections: chosen.length, secrets: passphrase === null ? 0 : secrets.length };
    },
    read_import: () => ({ preview: world.importFile }),
    apply_import: ({ accept, passphrase }) => {
      // oxlint-disable-next-line typescript/only-throw-error -- the window rejects with the plain DTO
      if (passphrase === WRONG_PASSPHRASE) throw failure("wrongPassphrase", "wrong passphrase");
      const taken = (world.importFile?.items ?? []).filter((item) => accept.includes(item.key));
      return {
        added: taken.filter((item) => item.change === "new").length,
        changed: taken.filter((item) => item.change === "changed").length,
        secrets: passphrase === null ? 0 : (world.importFile?.secrets ?? 0),
      };
    },
  },
});
