import type { Services } from '../../context.ts'
import { numberLedger } from './store.ts'

/** Lets readers of the ledger, and of lists that follow it, see what was done meanwhile. */
export const numberLines = ({ db }: Services): Promise<void> => numberLedger(db.owner)
