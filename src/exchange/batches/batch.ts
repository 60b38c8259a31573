import { z } from 'zod'
import type { Fault } from '../../errors.ts'
import type { Action } from '../../platform/actions/action.ts'
import type { Access } from '../../platform/auth/access.ts'
import type { DescribedRoute } from '../../platform/http/api-document.ts'
import { apiPath } from '../../platform/http/describe.ts'
import { parseInput, pointer } from '../../platform/http/faults.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

/** So many things at once. */
export const MAX_ITEMS = 500

/** What is asked of one thing. */
export type BatchItem = {
  id?: string | undefined
  params: Record<string, string>
  body?: unknown
  ifMatch?: string | undefined
}

/** An action that can be asked for in a batch, and what its route takes. */
export type Batchable = {
  action: Action
  access: Exclude<Access, 'public'>
  method: string
  /** Its address, with `{…}` for each of its parameters. */
  path: string
  params: z.ZodType | null
  body: z.ZodType | null
}

/** The row of this key with its route; a sentence where there is none, or it cannot be asked for in a batch. */
export function batchableOf(routes: readonly DescribedRoute[], key: string): Batchable | Sentence {
  for (const { method, url, config = {}, schema = {} } of routes) {
    const { actions = [], access = 'public', secretAnswer, bodies } = config
    const action = actions.find((row) => row.key === key)
    const path = apiPath(url)
    if (!action || access === 'public' || action.route !== `${method} ${path}`) continue
    if (method === 'GET') return say('only-reads')
    if (secretAnswer) return say('answers-a-secret')
    if (bodies) return say('takes-files')
    if (action.judges === 'alone') return say('judged-alone')
    if (path === '/v1/batches') return say('batch-of-batches')
    return {
      action,
      access,
      method: String(method),
      path,
      params: schemaOf(schema.params),
      body: schemaOf(schema.body),
    }
  }
  return say('unknown-action')
}

const schemaOf = (schema: unknown) => (schema instanceof z.ZodType ? schema : null)

/** Everything that is wrong with what is asked, item by item, as its route would say it. */
export function faultsOf(asked: Batchable, items: readonly BatchItem[]): Fault[] {
  const keys = new Set<string>()
  return items.flatMap((item, index) => {
    const at = (place: string, detail: Sentence): Fault => ({
      in: 'body',
      pointer: `/items/${index}${place}`,
      detail,
    })
    const isTwice = item.id !== undefined && keys.size === keys.add(item.id).size
    return [
      ...(isTwice ? [at('/id', say('same-id'))] : []),
      ...faultsOfParams(asked, item).map(({ pointer, detail }) => at(`/params${pointer}`, detail)),
      ...faultsOfBody(asked, item).map(({ pointer, detail }) => at(`/body${pointer}`, detail)),
      ...(lacksWhatWasRead(asked, item) ? [at('/ifMatch', say('needs-if-match'))] : []),
    ]
  })
}

/** An edit says what it edits; and who judges, what they have read of this very thing. */
const lacksWhatWasRead = ({ action, method }: Batchable, { ifMatch }: BatchItem): boolean =>
  action.judges
    ? ifMatch === undefined || !/^[\da-f]{64}$/.test(ifMatch)
    : method === 'PATCH' && ifMatch === undefined

type Place = Pick<Fault, 'pointer' | 'detail'>

function faultsOfParams({ path, params }: Batchable, { params: given }: BatchItem): Place[] {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  const unknown = Object.keys(given).filter((name) => !names.includes(name))
  return [
    ...unknown.map((name) => ({ pointer: pointer([name]), detail: say('unknown-parameter') })),
    ...(params ? parseInput(params, given, 'path').faults : []),
  ]
}

function faultsOfBody({ action, body: schema }: Batchable, { body }: BatchItem): Place[] {
  if (!schema) return body === undefined ? [] : [{ pointer: '', detail: say('takes-no-body') }]
  const { faults } = parseInput(schema, body)
  const named = (body as { action?: unknown } | undefined)?.action
  // Where a route does several actions by their names, it is the one that the batch is of.
  const isOther = action.operation !== undefined && typeof named === 'string' && named !== action.name
  return isOther ? [...faults, { pointer: '/action', detail: say('names-another') }] : faults
}

/** The address of one thing. */
export const addressFor = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

type Counts = Record<'done' | 'refused' | 'unchanged' | 'cancelled', number>

/** How many of its items came to an end. */
export const endedOf = ({ done, refused, unchanged, cancelled }: Counts): number =>
  done + refused + unchanged + cancelled
