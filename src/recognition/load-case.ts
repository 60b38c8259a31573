import { keepReading } from '../custody/ledger/readings-store.ts'
import type { Tx } from '../db/client.ts'
import type { Actor } from '../platform/auth/access.ts'
import type { Case, LoadedCase } from './case.ts'
import { caseFrom } from './case-rows.ts'
import { gatherCase, gatherCases, gatherWholeCases } from './case-store.ts'
import { caseOf, getRecognition, getRecognitionFor, lockRecognition, type Recognition } from './store.ts'

/** The case as it is. Its rules are asked for the day that `now` has for its sending organisation. */
export async function loadCase(tx: Tx, id: string, now: Date): Promise<LoadedCase> {
  return withRows(tx, await getRecognition(tx, id), now)
}

/** The same, with whether what became of it is kept from a reader. */
export async function loadCaseUnder(tx: Tx, reader: { memberId: string | null }, id: string, now: Date) {
  const { isBlind, ...recognition } = await getRecognitionFor(tx, reader, id)
  return { loaded: await withRows(tx, recognition, now), isBlind }
}

/** The same for whoever reads it; that they do is kept. */
export async function loadCaseFor(tx: Tx, reader: Actor, id: string, now: Date) {
  const found = await loadCaseUnder(tx, reader, id, now)
  await keepReading(tx, reader, [caseOf(found.loaded.recognition)], now)
  return found
}

/** The same, held until the transaction ends: whoever acts on it at the same time waits, then sees what was done. */
export async function holdCase(tx: Tx, id: string, now: Date): Promise<LoadedCase> {
  // Held first and read then: what is read together with the lock would be from before the wait for it.
  return withRows(tx, await lockRecognition(tx, id), now)
}

async function withRows(tx: Tx, recognition: Recognition, now: Date): Promise<LoadedCase> {
  const rows = await gatherCase(tx, recognition)
  return { ...caseFrom(recognition, rows, now), assessments: rows.assessments }
}

/** Many cases by their ids, without what was marked in each. */
export async function loadCases(
  tx: Tx,
  found: readonly Recognition[],
  now: Date,
): Promise<Map<string, Case>> {
  if (found.length === 0) return new Map()
  const rows = await gatherCases(tx, found)
  return new Map(found.map((recognition) => [recognition.id, caseFrom(recognition, rows, now)]))
}

/** The same with everything that was marked in each; for as few as somebody judges in one go. */
export async function loadWholeCases(
  tx: Tx,
  found: readonly Recognition[],
  now: Date,
): Promise<Map<string, LoadedCase>> {
  if (found.length === 0) return new Map()
  const rows = await gatherWholeCases(tx, found)
  const wholeOf = (recognition: Recognition): LoadedCase => ({
    ...caseFrom(recognition, rows, now),
    assessments: rows.assessments.filter(({ recognitionId }) => recognitionId === recognition.id),
  })
  return new Map(found.map((recognition) => [recognition.id, wholeOf(recognition)]))
}

/** For `act`: holds the case of an id and loads it for today. */
export const theCase =
  ({ now }: { now(): Date }, id: string) =>
  (tx: Tx): Promise<LoadedCase> =>
    holdCase(tx, id, now())
