/** A moment of the day before `now`; that is not 24 hours ago: a day on which the clock changes has 23 or 25. */
export function dayBefore(now: number): Date {
  const day = new Date(now);
  day.setDate(day.getDate() - 1);
  return day;
}
