import { randomInt } from 'node:crypto'
import type { Tx } from '../../db/client.ts'
import { statusListLength } from '../documents/credentials/status-list.ts'
import { newestStatusList } from './store.ts'

/** A random free place in the organisation's status list; a list that is so full that three tries miss is left. */
export async function takeStatusPlace(
  tx: Tx,
  organisationId: string,
): Promise<{ statusList: string; statusIndex: number }> {
  const tried = [randomPlace(), randomPlace(), randomPlace()]
  const newest = await newestStatusList(tx, organisationId, tried)
  if (!newest) return { statusList: `${organisationId}.1`, statusIndex: randomPlace() }
  const statusIndex = tried.find((index) => !newest.taken.includes(index))
  if (statusIndex !== undefined) return { statusList: newest.list, statusIndex }
  const statusList = `${organisationId}.${Number(newest.list.split('.')[1]) + 1}`
  return { statusList, statusIndex: randomPlace() }
}

const randomPlace = () => randomInt(statusListLength)
