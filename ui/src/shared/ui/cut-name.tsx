import classes from "./cut-name.module.css";

/** A name as somebody typed it: in its own direction, cut at its end, whole in the title. */
export function CutName({ name }: { name: string }) {
  return (
    <bdi className={classes.name} title={name}>
      {name}
    </bdi>
  );
}
