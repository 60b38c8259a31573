import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { act, type Done, type Unchanged, writeDown } from '../../../act.ts'
import type { Context } from '../../../context.ts'
import type { Tx } from '../../../db/client.ts'
import { onBehalfOf } from '../../../db/tenancy.ts'
import { latestToday } from '../../../platform/clocks.ts'
import { assertNameWritten } from '../../names/names.ts'
import { organisationActions } from '../actions.ts'
import { findByOid, getOrganisation, type Organisation, takeOid } from '../store.ts'
import { assertStated, type CheckedIdentity, changedIdentifying, identifyingFactsOf } from './identity.ts'
import { keepStatement } from './keep-statement.ts'
import type { StatedIdentity } from './schemas.ts'

type Stated = z.infer<typeof StatedIdentity>

/**
 * States who an organisation is and what it is competent for, as the operator vouches for it; the same statement again
 * changes nothing. An identifier that an organisation had which nobody vouches for is taken from it.
 */
export async function confirmIdentity(ctx: Context, id: string, stated: Stated): Promise<Organisation> {
  const { organisationId } = ctx.actor
  const hold = async (tx: Tx) => ({ found: await getOrganisation(tx, id), organisationId, state: null })
  const { confirmIdentity: action, loseIdentifier } = organisationActions
  return act(ctx, action, hold, async (acting): Promise<Done<Organisation> | Unchanged<Organisation>> => {
    const { tx, subject, actor, now } = acting
    const { found } = subject
    const { facts, identity } = partsOf(stated)
    assertNameWritten(facts)
    assertStated(identity, latestToday(now, actor.zone))
    const changed = changedIdentifying(found, facts)
    if (changed.length === 0 && isDeepStrictEqual(checkedOf(found), identity))
      return { value: found, unchanged: true }
    const holder = facts.oid === null || facts.oid === found.oid ? undefined : await findByOid(tx, facts.oid)
    const loser = holder && holder.identity === null ? holder : null
    if (loser) await onBehalfOf(tx, loser.id, organisationId, () => takeOid(tx, loser.id, now))
    const value = await onBehalfOf(tx, id, organisationId, () =>
      keepStatement(tx, id, facts, { identity }, now),
    )
    const { checkedHow, checkedOn } = identity
    return {
      value,
      subjectId: id,
      details: { changed, checkedHow, checkedOn },
      afterwards: async () => {
        const line = { subjectId: loser?.id ?? id, details: { oid: facts.oid, to: id } }
        if (loser) await writeDown(tx, ctx, loseIdentifier, subject, line)
      },
    }
  })
}

function checkedOf({ identity }: Organisation): CheckedIdentity | null {
  if (identity === null) return null
  const { statement: _, ...checked } = identity
  return checked
}

function partsOf(stated: Stated) {
  const { checkedBy, checkedHow, checkedHowText = null, checkedOn, accreditations, ...named } = stated
  const { latinName = null, legalName = null, oid = null, registrationNumber = null } = named
  return {
    facts: identifyingFactsOf({ ...named, latinName, legalName, oid, registrationNumber }),
    identity: {
      checkedBy,
      checkedHow,
      checkedHowText,
      checkedOn,
      accreditations: accreditations.map(
        ({ number = null, until = null, link = null, ...accreditation }) => ({
          ...accreditation,
          number,
          until,
          link,
        }),
      ),
    },
  }
}
