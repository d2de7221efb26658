import { Chip } from "../../../shared/ui/chip";
import classes from "./dialogs.module.css";

type Props = { label: string; groups: string[]; chosen: string; onChoose: (group: string) => void };

/** The groups there are, each at a press. */
export function GroupChips({ label, groups, chosen, onChoose }: Props) {
  if (groups.length === 0) return null;
  return (
    <div role="group" aria-label={label} className={classes.chips}>
      {groups.map((group) => (
        <Chip key={group} pressed={group === chosen} onPress={() => onChoose(group)}>
          <bdi className={`cut ${classes.chip}`} title={group}>
            {group}
          </bdi>
        </Chip>
      ))}
    </div>
  );
}
