/** What can be wrong with an auxiliary; `absent`: no process has it any more. */
export const auxiliaryFaults = [
  'wrong',
  'unknown-organisation',
  'other-organisation',
  'expired',
  'ends-soon',
  'unreachable',
  'absent',
] as const
export type AuxiliaryFault = (typeof auxiliaryFaults)[number]

/** How an auxiliary is: what is wrong with it, when its certificate ends, and a sentence for whoever runs the service. */
export type Condition = { fault: AuxiliaryFault | null; endsAt: Date | null; detail: string | null }

/**
 * What stands beside the service and may fail without it: an e-seal, a scanner, a mail server, a time-stamp authority.
 * While it fails only what needs it waits.
 */
export type Auxiliary = {
  name: string
  /** Whose papers wait while it fails; null: no single organisation's. */
  organisationId: string | null
  /** Tries whether it works, and takes it up again where it does. Ends within seconds, and does not reject. */
  look(now: Date): Promise<Condition>
}

/** So many milliseconds before its certificate ends, an auxiliary is said to end soon. */
export const NOTICE = 60 * 86_400_000

/** What was wanted could not be had from an auxiliary now; nothing is wrong with the item itself. */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable'
}

/** What the dates of its certificate say of an auxiliary. */
export function conditionOfDates(from: Date, until: Date, now: Date): Condition {
  const within = `${from.toISOString()} to ${until.toISOString()}`
  if (now < from || now > until)
    return {
      fault: 'expired',
      endsAt: until,
      detail: `Its certificate is in force from ${within}, and not now.`,
    }
  const isEnding = until.getTime() - now.getTime() <= NOTICE
  return {
    fault: isEnding ? 'ends-soon' : null,
    endsAt: until,
    detail: isEnding ? `Its certificate ends on ${until.toISOString()}.` : null,
  }
}
