import { z } from 'zod'
import { groupPaperKinds } from '../../../db/schema/certification/group-papers.ts'
import { partySides } from '../../../db/schema/parties.ts'
import { spoken } from '../../../platform/words/language.ts'
import type { KnownGroupPaper } from './store.ts'

const language = z.enum(spoken).describe('in which language it is written')

export const NewGroupPaper = z
  .strictObject({
    kind: z
      .enum(['programme', 'participants'])
      .describe('the learning programme, or the list of participants'),
    language,
  })
  .meta({ id: 'NewGroupPaper', examples: [{ kind: 'participants', language: 'lv' }] })

export const GroupPaperView = z
  .object({
    id: z.uuid(),
    groupId: z.uuid(),
    kind: z.enum(groupPaperKinds),
    language,
    number: z.string().describe('our own number'),
    code: z.string().describe('who knows it may see the public page'),
    url: z.url().describe('the public page, on which anyone checks the paper'),
    issuedOn: z.iso.date(),
    sha256: z.string().describe('of the PDF, hexadecimal'),
    version: z.int().nullable().describe('of a learning programme: which version; null for the others'),
    signatures: z
      .array(z.object({ party: z.enum(partySides), on: z.iso.date() }))
      .max(2)
      .describe('of a learning programme: who had signed it when this was drawn'),
    participants: z.int().nullable().describe('of a list: how many stand on it'),
  })
  .meta({ id: 'GroupPaper' })

export function viewGroupPaper(paper: KnownGroupPaper, publicUrl: string): z.infer<typeof GroupPaperView> {
  const { id, groupId, kind, language: written, number, code, issuedOn, sha256, says } = paper
  return {
    id,
    groupId,
    kind,
    language: language.parse(written),
    number,
    code,
    url: `${publicUrl}/check/${code}`,
    issuedOn,
    sha256,
    version: says.version?.number ?? null,
    signatures: says.signatures ?? [],
    participants: says.participants ?? null,
  }
}
