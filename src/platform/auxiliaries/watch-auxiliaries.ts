import type { Services } from '../../context.ts'
import type { Auxiliary, Condition } from './auxiliary.ts'
import { writeCondition } from './store.ts'

/** Looks at every auxiliary that this process has, and keeps what it found where all processes and people see it. */
export async function watchAuxiliaries({
  auxiliaries,
  db,
  now,
}: Pick<Services, 'auxiliaries' | 'db' | 'now'>): Promise<void> {
  await Promise.all(auxiliaries.map((auxiliary) => keepCondition({ db, now }, auxiliary)))
}

/** Looks at one, keeps what was found, and returns it. */
export async function keepCondition(
  { db, now }: Pick<Services, 'db' | 'now'>,
  auxiliary: Auxiliary,
): Promise<Condition> {
  const condition = await auxiliary.look(now())
  const { name, organisationId } = auxiliary
  // What nobody knows cannot be referred to; it is the fault of whoever runs the service.
  const whose = condition.fault === 'unknown-organisation' ? null : organisationId
  await writeCondition(db.owner, { name, organisationId: whose }, condition, now())
  return condition
}
