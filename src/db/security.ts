import { getTableColumns } from 'drizzle-orm'
import { toSnakeCase } from 'drizzle-orm/casing'
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core'
import {
  type DatabaseFunction,
  type DatabaseRole,
  declaredFunctions,
  type Guard,
  ownerRole,
  type Policy,
  type Protection,
  protectionOf,
  type Rights,
  rowVersion,
} from './schema/protect.ts'

/** The statements that make each part, such as "policy own", "trigger kept" or "grant dcr_app". */
type Parts = Record<string, string[]>

/** All that guards the database, in the SQL that makes it. */
export type Security = { functions: Parts; tables: Record<string, Parts> }

/** What is declared beside these tables; throws where one has no declaration. */
export function declaredSecurity(tables: PgTable[]): Security {
  const functions = [...declaredFunctions()].map(([signature, declared]) => [
    signature,
    functionStatements(signature, declared),
  ])
  const guarded = tables.map((table) => {
    const { name } = getTableConfig(table)
    const protection = protectionOf(table)
    if (!protection) throw new Error(`Nobody says who may see and change ${name}: declare it by protect().`)
    return [name, partsOf(table, name, protection)]
  })
  return { functions: Object.fromEntries(functions.sort()), tables: Object.fromEntries(guarded.sort()) }
}

function functionStatements(signature: string, { definition, only, owner }: DatabaseFunction): string[] {
  return [
    `create or replace function ${signature} ${definition}`,
    ...(only ? [`revoke all on function ${signature} from public`] : []),
    ...(only && only !== 'owner' ? [`grant execute on function ${signature} to ${only}`] : []),
    ...(owner ? handOver(signature, owner) : [`alter function ${signature} owner to ${ownerRole}`]),
  ]
}

/** A role is given a function only where it could have made it: it may, for just as long as that takes. */
const handOver = (signature: string, role: DatabaseRole): string[] => [
  `grant create on schema public to ${role}`,
  `alter function ${signature} owner to ${role}`,
  `revoke create on schema public from ${role}`,
]

function partsOf(table: PgTable, name: string, { rows, may, guards = [] }: Protection): Parts {
  const columns = getTableColumns(table)
  const column = (key: string): string => {
    if (key === rowVersion) return key
    const found = columns[key]
    if (!found) throw new Error(`${name} has no column ${key}.`)
    return found.keyAsName ? toSnakeCase(key) : found.name
  }
  const parts: [string, string][] = [
    ['owner', `alter table ${name} owner to ${ownerRole}`],
    ['row level security', `alter table ${name} enable row level security`],
    ['forced row level security', `alter table ${name} force row level security`],
    ...[...rows, migrating, ofTheService(may)].map((policy): [string, string] => [
      `policy ${policy.name}`,
      policyStatement(name, policy, Object.keys(columns).map(column)),
    ]),
    ...Object.entries({ ...may, dcr_service: { select: true as const, ...may.dcr_service } }).map(
      ([role, rights]): [string, string] => [
        `grant ${role}`,
        `grant ${writeRights(rights, column)} on ${name} to ${role}`,
      ],
    ),
    ...guards.map((guard): [string, string] => [
      `trigger ${guard.name}`,
      triggerStatement(name, guard, column),
    ]),
  ]
  const twice = parts.find(([part], index) => parts.findIndex(([other]) => other === part) < index)
  if (twice) throw new Error(`${name} has two of ${twice[0]}.`)
  return Object.fromEntries(parts.map(([part, statement]) => [part, [statement]]))
}

/** Row-level security holds for the owner as well, who carries over whatever rows there are. */
const migrating: Policy = { name: 'migrating', to: ownerRole, using: 'true', check: 'true' }

/** What the service does by itself it does for all organisations. Where it only reads, it cannot write either. */
function ofTheService({ dcr_service: rights = {} }: Protection['may']): Policy {
  const writes = Object.keys(rights).some((act) => act !== 'select')
  const all = { name: 'service', to: 'dcr_service', using: 'true' } as const
  return writes ? { ...all, check: 'true' } : { ...all, for: 'select' }
}

function policyStatement(
  table: string,
  { name, to, for: act, using: rows, check }: Policy,
  columns: readonly string[],
): string {
  const using = typeof rows === 'function' ? rows(columns) : rows
  return [
    `create policy ${name} on ${table}`,
    act && `for ${act}`,
    `to ${[to].flat().join(', ')}`,
    using && `using (${using})`,
    check && `with check (${check})`,
  ]
    .filter(Boolean)
    .join(' ')
}

function writeRights(rights: Rights, column: (key: string) => string): string {
  return Object.entries(rights)
    .map(([act, on]) => (Array.isArray(on) ? `${act} (${on.map(column).join(', ')})` : act))
    .join(', ')
}

function triggerStatement(table: string, guard: Guard, column: (key: string) => string): string {
  const { name, when, run } = guard
  const moment = 'before' in guard ? `before ${guard.before}` : `after ${guard.after}`
  const [kind, late] =
    'atCommit' in guard && guard.atCommit
      ? ['constraint trigger', ' deferrable initially deferred']
      : ['trigger', '']
  const each =
    'once' in guard ? ' referencing new table as entered for each statement' : `${late} for each row`
  const handed = guard.column ? `'${column(guard.column)}'` : ''
  const condition = when ? ` when (${when})` : ''
  return `create ${kind} ${name} ${moment} on ${table}${each}${condition} execute function ${run}(${handed})`
}

/**
 * The statements that bring a database from what is declared in one way to what is declared in another: `before` the
 * tables are changed, and `after`.
 */
export function differingParts(from: Security, to: Security): { before: string[]; after: string[] } {
  const before: string[] = []
  const after: string[] = []
  const changed = (old: Parts, wanted: Parts) => ({
    gone: Object.keys(old).filter((part) => String(old[part]) !== String(wanted[part])),
    made: Object.keys(wanted).filter((part) => String(old[part]) !== String(wanted[part])),
  })
  const functions = changed(from.functions, to.functions)
  after.push(...functions.made.flatMap((signature) => to.functions[signature]!))
  for (const [table, wanted] of Object.entries(to.tables)) {
    const { gone, made } = changed(from.tables[table] ?? {}, wanted)
    before.push(...gone.map((part) => undo(table, part)))
    after.push(...made.flatMap((part) => wanted[part]!))
  }
  // A function goes when nothing calls it any more: with the tables that are dropped, their guards are.
  const dropped = functions.gone.filter((signature) => !to.functions[signature])
  after.unshift(...dropped.map((signature) => `drop function ${signature}`))
  return { before, after }
}

function undo(table: string, part: string): string {
  const [kind, name] = part.split(' ')
  if (kind === 'grant') return `revoke all on ${table} from ${name}`
  if (kind === 'policy' || kind === 'trigger') return `drop ${kind} ${name} on ${table}`
  throw new Error(`${table}: neither its owner nor row-level security is taken off.`)
}
