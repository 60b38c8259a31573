/** What one column of a copy holds, as SQL over the sampled row `x` and over `n` (which case) and `p` (whose). */
export type Column = { name: string; type: string }

const ofPair =
  /(^|_)(organisation|member|assessor|validator|issuer|handler|client|partner|partnership|reader)_id$|_(by|through)$/

/** The beginnings of ids, as SQL. */
export const beginnings = `n * interval '1 minute' - interval '700 days' as later, lpad(to_hex(25165824 + n), 8, '0') as of_case, lpad(to_hex(24117248 + p), 8, '0') as of_pair`

/** Every id of a pair of organisations has the number of the pair in front, every id of a case the number of the case. */
export const idOfPair = (id: string) => `(of_pair || substr(${id}::text, 9))`
export const idOfCase = (id: string) => `(of_case || substr(${id}::text, 9))`

const bare = (column: string, json: string) => `case when is_bare then '${json}' else x.${column} end`

const anew = (column: string) => `md5(${column} || n) || md5(n || ${column})`

/** What has to differ from copy to copy, by table or for all of them. */
const texts: Record<string, string> = {
  'certificates.number': "x.number || '-' || n",
  'certificates.code': 'upper(left(md5(x.code || n), 26))',
  secret_hash: anew('x.secret_hash'),
  external_id: "x.external_id || '-' || n",
  project_code: "'2026-1-LV01-KA121-VET-' || lpad((n / 80)::text, 9, '0')",
  'certificate_files.sha256': anew('x.sha256'),
  'certificate_files.bytes':
    "case when x.form in ('pdf', 'jwt') then substring(x.bytes from 1 for 40) else '{}' end",
  'certificates.snapshot': bare('snapshot', '{}'),
  'agreement_versions.content': `case when is_bare then x.content - '{outcomes,procedure,assessorRole}'::text[] else x.content end`,
  'information_acknowledgements.sheet': bare('sheet', '{}'),
  'outcomes.criteria': bare('criteria', '[]'),
  'assessments.marks': bare('marks', '[]'),
  'ledger.subject_id': `case when x.subject_id ~ '^[0-9a-f]{8}-' then ${idOfCase('x.subject_id')} else x.subject_id end`,
  'ledger.position': '1000000::bigint + n * 16 + x.rank',
  'ledger.tx': '1000000 + n',
  changed_in: '1000000 + n',
  status_list: `${idOfPair('x.organisation_id')} || '.' || (1 + ordinal / 30000)`,
  status_index: '4 * (ordinal % 30000) + x.rank % 4',
}

/** A case of a copy is as much older as it comes earlier: a minute from one to the next. */
const moved = (column: string) => `x.${column} + later`

export function ofCase(table: string, { name, type }: Column): string {
  const text = texts[`${table}.${name}`] ?? texts[name]
  if (text && type !== 'uuid') return text
  if (type === 'uuid') return `(${(ofPair.test(name) ? idOfPair : idOfCase)(`x.${name}`)})::uuid`
  return type === 'timestamptz' ? moved(name) : `x.${name}`
}

export function ofOrganisations({ name, type }: Column): string {
  if (type === 'uuid') return `(${idOfPair(`x.${name}`)})::uuid`
  if (['secret_hash', 'subject', 'external_id', 'item'].includes(name)) return `x.${name} || '-' || p`
  return name === 'changed_in' ? '1' : `x.${name}`
}
