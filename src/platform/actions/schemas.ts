import { z } from 'zod'
import { linkHolders } from '../../db/schema/mobility/links.ts'
import { roles as allRoles, scopes } from '../auth/access.ts'
import type { Language } from '../words/language.ts'
import type { Sentence } from '../words/sentence.ts'
import { type Action, type Doer, nouns, parts, sides } from './action.ts'
import { stateName } from './may.ts'
import { whoDoes, whoMayNot } from './who-may.ts'
import { say } from './words.ts'

const label = z.string().describe('in words, in the language asked for')
const sentence = z.string().describe('by whom, in a sentence')
const State = z.object({ code: z.string(), label }).meta({ id: 'ActionState' })

const DoneBy = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('people'),
      scope: z.enum(scopes).describe('what the client needs'),
      roles: z.array(z.enum(allRoles)).describe('any of these is enough'),
      side: z.enum(sides).describe('of which organisation whoever acts has to be'),
      person: z.boolean().describe('whether a token that names nobody may not do it'),
      sentence,
    }),
    z.object({
      kind: z.literal('link'),
      link: z.string().describe('what the link is for'),
      parties: z.array(z.enum([...linkHolders, 'member'])).describe('for whom such a link is made'),
      sentence,
    }),
    z.object({
      kind: z.literal('service'),
      how: z.enum(['job', 'consequence', 'start', 'machine']),
      sentence,
    }),
  ])
  .meta({ id: 'ActionDoneBy', description: 'by whom it is done' })

export const ActionView = z
  .object({
    key: z.string().describe('of the row; it never changes'),
    operationId: z.string().nullable().describe('in the API description; several actions may share it'),
    name: z.string().describe('as `actions` in answers give it; once for each thing'),
    title: z.string().describe('what is done, in the language asked for'),
    on: z.object({ code: z.enum(nouns), label }).describe('what it is done to'),
    from: z.array(State).nullable().describe('the states in which it is possible; null: it does not matter'),
    to: State.nullable().describe('the state it leads to; null: the state stays'),
    by: DoneBy,
    apart: z
      .object({ part: z.enum([...parts, 'any']), sentence: z.string() })
      .nullable()
      .describe('the part in a case that it is, which nobody takes who has another; `any`: who had none'),
    route: z
      .string()
      .nullable()
      .describe('method and address where it is asked for, as in this description; null: it cannot be'),
    signIn: z
      .boolean()
      .describe('whether an organisation may ask that whoever does it has signed in themselves'),
    judges: z
      .enum(['alone', 'together'])
      .nullable()
      .describe(
        'it judges; `together`: several may be sent in a batch, each with its own verdict and the hash of what was read; `alone`: one by one',
      ),
    reason: z.boolean().describe('whether it needs a reason'),
    waysOn: z
      .array(z.object({ reason: z.string(), sentence: z.string() }))
      .describe('for each reason that may be given: what can be done afterwards'),
    ledger: z.string().describe('its name in the audit'),
  })
  .meta({ id: 'ActionRow', description: 'something that can be done' })

export const ActionList = z.object({ items: z.array(ActionView) }).meta({ id: 'ActionList' })

/** A row of the table as it is sent. */
export function viewAction(action: Action, title: Sentence, language: Language): z.infer<typeof ActionView> {
  const {
    key,
    operation = key,
    name,
    on,
    from,
    to,
    by,
    apart,
    route,
    signIn = false,
    judges = null,
    reason = false,
    waysOn = {},
    ledger,
  } = action
  const state = (code: string) => ({ code, label: stateName(code, on)(language) })
  const mayNot = whoMayNot(action)?.(language)
  return {
    key,
    operationId: route && operation,
    name,
    title: title(language),
    on: { code: on, label: say('thing', { noun: on })(language) },
    from: from?.map(state) ?? null,
    to: to === undefined ? null : state(to),
    by: viewDoer(by, whoDoes(by)(language)),
    apart: apart && mayNot ? { part: apart, sentence: mayNot } : null,
    route,
    signIn,
    judges,
    reason,
    waysOn: Object.entries(waysOn).map(([given, said]) => ({ reason: given, sentence: said(language) })),
    ledger,
  }
}

function viewDoer(by: Doer, said: string): z.infer<typeof DoneBy> {
  if ('service' in by) return { kind: 'service', how: by.service, sentence: said }
  if ('link' in by) return { kind: 'link', link: by.link, parties: [...by.parties], sentence: said }
  const { scope, roles, side, person = false } = by
  return { kind: 'people', scope, roles: [...roles], side, person, sentence: said }
}
