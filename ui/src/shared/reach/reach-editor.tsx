import type { Reach } from "../../ipc/generated";
import type { FieldNote } from "../ui/field";
import { ClientCertificateEditor } from "./client-certificate-editor";
import classes from "./reach-editor.module.css";
import { RouteEditor } from "./route-editor";
import { TlsEditor } from "./tls-editor";

/** The names that the console gives to what is wrong. */
export type ReachField = "reach.tls" | "reach.route" | "reach.clientCertificate";

/** Takes the newest value: a secret that was stored meanwhile must not undo what was typed since. */
export type ChangeReach = (change: (reach: Reach) => Reach) => void;

type ReachNotes = Partial<Record<ReachField, FieldNote>>;

type Props = {
  value: Reach;
  onChange: ChangeReach;
  /** Fingerprint of the certificate that was offered last and is not trusted. */
  offered?: string | null;
  notes?: ReachNotes;
  /** A secret is on its way to the vault: wait for it before the value is used. */
  onHold?: (work: Promise<void>) => void;
};

const NO_NOTES: ReachNotes = {};

/** http or https, whom to trust, a client certificate, and the way through the network. */
export function ReachEditor({ value, onChange, offered = null, notes = NO_NOTES, onHold }: Props) {
  return (
    <div className={classes.editor}>
      <TlsEditor
        tls={value.tls}
        offered={offered}
        note={notes["reach.tls"] ?? null}
        onChange={(tls) => onChange((now) => ({ ...now, tls }))}
      />
      {value.tls.type !== "off" && (
        <ClientCertificateEditor
          certificate={value.clientCertificate}
          note={notes["reach.clientCertificate"] ?? null}
          onChange={onChange}
          onHold={onHold}
        />
      )}
      <RouteEditor route={value.route} note={notes["reach.route"] ?? null} onChange={onChange} onHold={onHold} />
    </div>
  );
}
