import { randomInt } from 'node:crypto'
import type { Tx } from '../../db/client.ts'
import { statusListLength } from '../documents/credentials/status-list.ts'
import { isStatusPlaceTaken, newestStatusList } from './store.ts'

/** A random free place in the organisation's status list; a list that is so full that three tries miss is left. */
export async function takeStatusPlace(
  tx: Tx,
  organisationId: string,
): Promise<{ statusList: string; statusIndex: number }> {
  const newest = (await newestStatusList(tx, organisationId)) ?? `${organisationId}.1`
  for (let attempt = 0; attempt < 3; attempt++) {
    const statusIndex = randomInt(statusListLength)
    if (!(await isStatusPlaceTaken(tx, newest, statusIndex))) return { statusList: newest, statusIndex }
  }
  const statusList = `${organisationId}.${Number(newest.split('.')[1]) + 1}`
  return { statusList, statusIndex: randomInt(statusListLength) }
}
