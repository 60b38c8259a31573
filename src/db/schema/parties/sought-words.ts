import { databaseFunction } from '../protect.ts'
import { between, capitals, marks, small } from './name-skeletons.ts'

/** Letters with a stroke or without a dot, which no decomposition takes apart, by what is typed in their place. */
const plain = { l: 'łŀƚ', o: 'øɵ', d: 'đð', h: 'ħ', t: 'ŧ', i: 'ı', b: 'ƀ', g: 'ǥ', z: 'ƶ', k: 'ĸ', n: 'ŋ' }
const joined = { æ: 'ae', œ: 'oe', ß: 'ss', þ: 'th' }

const from = Object.values(plain).join('')
const to = Object.entries(plain)
  .map(([letter, marked]) => letter.repeat(marked.length))
  .join('')

/** What stands within a name and is left out by whoever types it. */
const within = "[''‘’ʼʹ`´]"

const bare = `regexp_replace(regexp_replace(normalize(name, NFKD), '${marks}', '', 'g'), '${within}', '', 'g')`
const lower = `lower(translate(${bare}, '${capitals.join('')}', '${small.join('')}') collate "C")`
const apart = Object.entries(joined).reduce(
  (text, [letter, two]) => `replace(${text}, '${letter}', '${two}')`,
  lower,
)

/**
 * The words of names as they are looked for: small, without marks, each once and in one order. The database's own rules of
 * letters are not asked: they differ from one to the next.
 */
export const soughtWords = databaseFunction(
  'sought_words(variadic names text[])',
  `returns text[] language sql immutable
  as $$ select coalesce(array_agg(word order by word), '{}') from (
    select distinct word collate "C" as word
    from unnest(names) as name
    cross join lateral regexp_split_to_table(translate(${apart}, '${from}', '${to}'), '[${between}]+') as word
    where word <> '') as words $$`,
)
