import type { z } from 'zod'
import { shortText } from '../../../platform/http/texts.ts'
import { NewAuthorisation } from './schemas.ts'

/** As a table has one: it names the member by their external id or e-mail. */
export const NamedAuthorisation = NewAuthorisation.extend({ member: shortText(200) })
export type AuthorisationRow = z.infer<typeof NamedAuthorisation>
