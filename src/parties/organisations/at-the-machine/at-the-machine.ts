import type { Context } from '../../../context.ts'

/** In nobody's name, for whoever has the machine: what `writeDown` needs to know, and which command it was. */
export function atTheMachine(
  organisationId: string,
  now: Date,
  requestId: string,
): Pick<Context, 'actor' | 'now' | 'requestId'> {
  return {
    actor: { organisationId, clientId: null, memberId: null, personId: null },
    now: () => now,
    requestId,
  }
}
