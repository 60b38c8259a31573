import type { Context } from '../../context.ts'
import type { Tx } from '../../db/client.ts'
import { lockMobility, type Mobility } from '../../mobility/mobilities/store.ts'
import type { LoadedCase } from '../case.ts'
import { holdCase } from '../load-case.ts'
import { findRecognitionOf } from '../store.ts'
import type { Cancelling, Reinstating } from './actions.ts'

type Held = Cancelling & Reinstating & { mobility: Mobility; own: LoadedCase | undefined }

/** For `act`: holds a mobility, and then its case, in the order in which whoever signs does. */
export const theMobility =
  ({ now }: Pick<Context, 'now'>, id: string) =>
  async (tx: Tx): Promise<Held> => {
    const mobility = await lockMobility(tx, id)
    const recognitionId = await findRecognitionOf(tx, id)
    const own = recognitionId === undefined ? undefined : await holdCase(tx, recognitionId, now())
    const { organisationId, hostingOrganisationId, cancelledAt } = mobility
    return { state: null, organisationId, hostingOrganisationId, cancelledAt, asOf: now(), mobility, own }
  }
