/** After each failed attempt, so many minutes until the next one: a minute, ten, an hour, six hours, a day. */
const waits = [1, 10, 60, 360, 1440]

/** When a message that a server did not want just now is tried again; null where it was tried often enough. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const wait = waits[attempts - 1]
  return wait === undefined ? null : new Date(now.getTime() + wait * 60_000)
}
