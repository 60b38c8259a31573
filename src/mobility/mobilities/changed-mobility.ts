import type { z } from 'zod'
import { type Fault, Refusal } from '../../errors.ts'
import { given } from '../../platform/http/given.ts'
import { type Stay, strandedFaults } from '../stays/stay.ts'
import { courseFaults, extended } from './course.ts'
import { dateFaults } from './mobility.ts'
import type { ChangedMobility } from './schemas.ts'
import type { Mobility } from './store.ts'
import { say } from './words.ts'

type Changes = z.infer<typeof ChangedMobility>

/** What a change sets, and what does not fit in it; refuses what is not changed any more. */
export async function changedMobility(
  mobility: Mobility,
  changes: { [K in keyof Changes]?: Changes[K] | undefined },
  staysOf: () => Promise<Stay[]>,
): Promise<{ wanted: Partial<Mobility>; faults: Fault[] }> {
  if (mobility.cancelledAt) assertOfOthers(Object.keys(given(changes)))
  const { extensionReason, ...others } = changes
  const { faults: ofExtension, ...extension } = extended(mobility, { endsOn: others.endsOn, extensionReason })
  const named = others.mobilityCode !== undefined || others.projectCode !== undefined
  const wanted = { ...given(others), ...extension, ...(named && { codeShared: false }) }
  const after = { ...mobility, ...wanted }
  const moves = after.startsOn !== mobility.startsOn || after.endsOn !== mobility.endsOn
  const stranded = moves ? strandedFaults(after, await staysOf()) : []
  return { wanted, faults: [...dateFaults(after), ...courseFaults(after), ...ofExtension, ...stranded] }
}

/** What other systems call it, which stands in nothing that was signed. */
const ofOthers = ['externalId', 'mobilityCode', 'europassNumber']

/** Of a mobility that was cancelled only what it is called elsewhere is still put right. */
function assertOfOthers(changed: string[]): void {
  const faults = changed
    .filter((field) => !ofOthers.includes(field))
    .map((field): Fault => ({ in: 'body', pointer: `/${field}`, detail: say('stays-cancelled') }))
  if (faults.length > 0) throw new Refusal('wrong-state', say('cancelled'), faults)
}
