import type { TaskRow } from "../../../ipc/generated";

/** All that the text filter looks at, in lower case. Told once for each row. */
export function createTextOf(nameOf: (row: TaskRow) => string): (row: TaskRow) => string {
  const texts = new WeakMap<TaskRow, string>();
  return (row) => {
    const known = texts.get(row);
    if (known !== undefined) return known;
    const text = [
      nameOf(row),
      row.name,
      row.subject,
      row.clusterName,
      row.connectionName,
      row.taskId,
      "address" in row.place ? row.place.address : "",
      row.atStep,
      row.state.word,
    ]
      .join("\n")
      .toLowerCase();
    texts.set(row, text);
    return text;
  };
}
