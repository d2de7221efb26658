import type { ConnectionView } from "../../../ipc/generated";
import { LowerGuardDialog } from "../../../shared/guard/guard-dialogs";
import { ExportDialog } from "../../transfer/export-dialog";
import { ImportDialog } from "../../transfer/import-dialog";
import { EditConnection } from "../form/edit-connection";
import { NewConnection } from "../form/new-connection";
import type { MenuDialog } from "../side/connection-menu";
import { type Deleting, DeleteDialog } from "./delete-dialog";
import { MoveDialog } from "./move-dialog";

/** Which dialog is open. */
export type Asked = MenuDialog | { type: "new" } | { type: "import" } | { type: "delete"; what: Deleting };

type Props = {
  asked: Asked;
  connections: ConnectionView[];
  groups: string[];
  onMove: (id: string, group: string) => void;
  onSelect: (id: string) => void;
  onClose: () => void;
};

export function Dialogs({ asked, connections, groups, onMove, onSelect, onClose }: Props) {
  switch (asked.type) {
    case "new":
      return <NewConnection groups={groups} onSelect={onSelect} onClose={onClose} />;
    case "import":
      return <ImportDialog onClose={onClose} />;
    case "delete":
      return <DeleteDialog what={asked.what} onClose={onClose} />;
    case "export":
      return <ExportDialog ids={[asked.id]} onClose={onClose} />;
    case "edit":
    case "move":
    case "lower":
      break;
  }
  const connection = connections.find(({ id }) => id === asked.id);
  // It was deleted meanwhile, in another way.
  if (connection === undefined) return null;
  switch (asked.type) {
    case "edit":
      return <EditConnection connection={connection} groups={groups} onClose={onClose} />;
    case "move":
      return (
        <MoveDialog
          connection={connection}
          groups={groups}
          onMove={(group) => onMove(connection.id, group)}
          onClose={onClose}
        />
      );
    case "lower":
      return (
        <LowerGuardDialog
          connectionId={connection.id}
          name={connection.settings.name}
          guard={connection.guard}
          onClose={onClose}
        />
      );
  }
}
