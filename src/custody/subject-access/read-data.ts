import { act } from '../../act.ts'
import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { asEraser } from '../../db/tenancy.ts'
import { getOrganisation } from '../../parties/organisations/store.ts'
import { getPersonItself } from '../../parties/people/store.ts'
import type { Class } from '../erasure/class.ts'
import { matrix } from '../erasure/matrix.ts'
import { listCasesOf } from '../erasure/store.ts'
import { subjectAccessActions } from './actions.ts'
import { type HeldItem, isCopy } from './held.ts'
import * as store from './store.ts'

/** All that is held about a person of the actor's organisation, class by class as the matrix has it, and who read it. */
export type PersonData = Awaited<ReturnType<typeof readData>>

/** Gives it out, and writes down that it was given. */
export async function readData(ctx: Context, personId: string, form: 'json' | 'pdf') {
  const { readPersonData, printPersonData } = subjectAccessActions
  const action = form === 'json' ? readPersonData : printPersonData
  const find = async (tx: Tx) => {
    const { organisationId } = await getPersonItself(tx, personId)
    const cases = await listCasesOf(tx, personId, ctx.actor)
    return { state: null, organisationId, isBlind: cases.some(({ isBlind }) => isBlind) }
  }
  return act(ctx, action, find, async ({ tx, subject, now }) => {
    const { id, name } = await getOrganisation(tx, subject.organisationId)
    const readings = await store.listReadings(tx, personId)
    const classes = await asEraser(tx, () => heldClasses(tx, personId))
    const data = { personId, at: now, controller: { id, name }, classes, readings }
    return { value: data, subjectId: personId, details: { form } }
  })
}

export type HeldClass = Pick<Class, 'code' | 'fate' | 'basis'> & { count: number; items: HeldItem[] }

async function heldClasses(tx: Tx, personId: string): Promise<HeldClass[]> {
  const classes: HeldClass[] = []
  for (const { code, fate, basis, parts } of matrix) {
    const held: HeldClass = { code, fate, basis, count: 0, items: [] }
    for (const part of parts) {
      if (isCopy(held)) held.count += await store.countPart(tx, part, personId)
      else held.items.push(...(await store.listPart(tx, part, personId)))
    }
    held.count += held.items.length
    classes.push(held)
  }
  return classes
}
