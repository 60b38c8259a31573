import type { z } from 'zod'
import { type Context, write } from '../../context.ts'
import { record } from '../../custody/ledger/record.ts'
import type { Tx } from '../../db/client.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { getPerson } from '../../parties/people/store.ts'
import { dateFaults } from './mobility.ts'
import type { NewMobility } from './schemas.ts'
import { insertMobility, type Mobility } from './store.ts'

/** Enters one learner's stay with one hosting organisation; every fault is named at once. */
export async function registerMobility(ctx: Context, input: z.infer<typeof NewMobility>): Promise<Mobility> {
  return write(ctx, async (tx) => {
    const faults = [...dateFaults(input), ...(await partyFaults(tx, ctx.actor.organisationId, input))]
    if (faults.length > 0) throw new Refusal('incomplete', 'The mobility does not fit together.', faults)
    const now = ctx.now()
    const mobility = await insertMobility(tx, {
      ...input,
      organisationId: ctx.actor.organisationId,
      createdAt: now,
      updatedAt: now,
    })
    await record(tx, ctx, 'mobility.register', mobility.id)
    return mobility
  })
}

async function partyFaults(
  tx: Tx,
  organisationId: string,
  input: z.infer<typeof NewMobility>,
): Promise<Fault[]> {
  const faults: Fault[] = []
  if (input.hostingOrganisationId === organisationId) {
    faults.push({
      in: 'body',
      pointer: '/hostingOrganisationId',
      detail: 'is the sending organisation itself',
    })
  } else if (!(await present(getOrganisation(tx, input.hostingOrganisationId)))) {
    faults.push({ in: 'body', pointer: '/hostingOrganisationId', detail: 'There is no such organisation.' })
  }
  const person = await present(getPerson(tx, input.learnerId))
  if (person?.organisationId !== organisationId) {
    faults.push({
      in: 'body',
      pointer: '/learnerId',
      detail: 'There is no such learner in your organisation.',
    })
  } else if (person.erasedAt) {
    faults.push({ in: 'body', pointer: '/learnerId', detail: 'The data of this learner were erased.' })
  }
  return faults
}

/** What was looked for, or null where there is none. */
async function present<T>(look: Promise<T>): Promise<T | null> {
  return look.catch((error) => {
    if (error instanceof Refusal) return null
    throw error
  })
}
