/** What outlives the component that shows it, such as where a view was looked at before another tab was. */
export type Kept<T> = { read: () => T; write: (value: T) => void };

export function createKept<T>(initial: T): Kept<T> {
  let kept = initial;
  return {
    read: () => kept,
    write: (value) => {
      kept = value;
    },
  };
}
