import { read, type Services } from '../../context.ts'
import { jobContext, type Removed, removeOver } from './apply-retention.ts'
import { readRetention } from './read-retention.ts'
import { viewRetention } from './schemas.ts'
import { listAllOrganisations } from './store.ts'

/** An organisation, what is over and soon will be by class, and what was removed of it just now; names nobody. */
type OrganisationRetention = ReturnType<typeof viewRetention> & { organisation: string; removed: Removed }

/** Organisation by organisation: tells what is over and, unless it is only told, removes it where they have it removed. */
export async function tellRetention(
  services: Services,
  isDryRun: boolean,
  tell: (told: OrganisationRetention) => void,
): Promise<void> {
  for (const { id, name } of await listAllOrganisations(services.db.owner)) {
    const ctx = jobContext(services, id)
    const found = await read(ctx, (tx) => readRetention(tx, id, ctx.now()))
    const removed = isDryRun ? {} : await removeAllOver(() => removeOver(ctx))
    tell({ ...viewRetention(found, 'en'), organisation: name, removed })
  }
}

/** Turn after turn, until there is nothing that can be removed. */
async function removeAllOver(turn: () => Promise<Removed>): Promise<Removed> {
  const total: Removed = {}
  for (;;) {
    const removed = Object.entries(await turn()) as [keyof Removed, number][]
    if (removed.length === 0) return total
    for (const [code, count] of removed) total[code] = (total[code] ?? 0) + count
  }
}
