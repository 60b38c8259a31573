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

const bare = `regexp_replace(normalize(name, NFKD), '${marks}', '', 'g')`
const whole = `regexp_replace(bare, '${within}', '', 'g')`
const lower = `lower(translate(${whole}, '${capitals.join('')}', '${small.join('')}') collate "C")`
const apart = Object.entries(joined).reduce(
  (text, [letter, two]) => `replace(${text}, '${letter}', '${two}')`,
  lower,
)

const folded = `translate(${apart}, '${from}', '${to}')`
/** The same of what has plain letters alone, as most names do without their marks: much less work. */
const plainFolded = `lower(translate(bare, '''\`', '') collate "C")`

/**
 * The words of names as they are looked for: small, without marks, each once and in one order. The database's own rules of
 * letters are not asked: they differ from one to the next.
 */
export const soughtWords = databaseFunction(
  'sought_words(variadic names text[])',
  `returns text[] language plpgsql immutable as $$
declare
  name text := array_to_string(names, ' ');
  bare text := ${bare};
begin
  bare := case when octet_length(bare) = length(bare) then ${plainFolded} else ${folded} end;
  return (select coalesce(array_agg(distinct word collate "C" order by word collate "C"), '{}')
    from unnest(regexp_split_to_array(bare, '[${between}]+')) as word where word <> '');
end $$`,
)
