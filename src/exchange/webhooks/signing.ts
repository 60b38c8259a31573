import { createHmac } from 'node:crypto'

/** After each failed attempt, so many seconds until the next one: in all, 75 hours and 35 minutes. */
const waits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** No receiver puts anything off for longer, in seconds. */
const LONGEST_WAIT = 86_400
/** By how much of itself a wait differs, so that not everything comes back at once. */
const JITTER = 0.1

/** When a delivery that was not taken is tried again; null where it was tried often enough. `luck` is between 0 and 1. */
export function nextTry(attempts: number, now: Date, retryAfter: number | null, luck: number): Date | null {
  const wait = waits[attempts - 1]
  if (wait === undefined) return null
  const varied = wait * (1 + JITTER * (2 * luck - 1))
  const asked = Math.min(retryAfter ?? 0, LONGEST_WAIT)
  return new Date(now.getTime() + Math.max(varied, asked) * 1000)
}

/** The headers of Standard Webhooks 1.0.0: a signature by each secret over the id, the moment and the body. */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
  })
  return {
    'content-type': 'application/json',
    'user-agent': 'recognition-webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
