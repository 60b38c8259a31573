import { databaseFunction } from '../protect.ts'

/**
 * Letters of the Latin, Cyrillic, Greek, Armenian and Georgian scripts by the plain one that they look like: facts of
 * Unicode Technical Standard 39 (confusables), without what compatibility decomposition says already.
 */
const lookalikes = {
  2: 'ƧƻꙄꝚ',
  3: 'ƷȜЗҘӠꝪꞫ',
  5: 'Ƽ',
  6: 'б',
  8: 'Ȣȣ',
  9: 'Ꝯ',
  a: 'ɑΑαАаẚ',
  b: 'ƀƁƂƃƄɓΒБВЬѢѣҌҍꞴ',
  c: 'ƇȼϲϹСсҪҫᴄ',
  d: 'ÐĐđƉƊƌɖɗԁ',
  e: 'ɆɇΕЕеҽҿꬲ',
  f: 'ƑƒϜքᵮẝꞘꞙꬵ',
  g: 'ƍƓǤǥɠɡԌցᶃᶢ',
  h: 'ĦħɦΗНћҢһӇӉհᵸⱧꚕ',
  j: 'ɈɉͿϳЈјꞲ',
  k: 'ƘƙΚКҚҞⱩꝀ',
  l: 'ıĿŀŁłƖƗƚǀɨɩɪɫɭΙιІіӀӏᵻᵼιꙇ',
  m: 'ɱΜϺМӍᵯ',
  n: 'ŉƝƞɳΝηոռᵰ',
  o: 'ØøƟǾɵΘΟθοσϑϴОоѲѳӨөՕօჿᴏᴑꝊꝋꬽꬾ',
  p: 'ƤƥΡρϱРрᵽ',
  q: 'ʠԛգզ',
  r: 'Ʀɍɼɽгґғᴦᵲꭇꭈ',
  s: 'ƽʂЅѕՏᵴꜱ',
  t: 'ŦŧƬƭƮȾΤТҬᵵ',
  u: 'ɄʋυՍսᴜᵾꞟꭎꭒ',
  v: 'νѴѵᴠ',
  w: 'ɯѡѽԜԝաᴡꝡ',
  x: 'ΧХхҲꞳ',
  y: 'ƳƴɎɏɣʏΥγϒУуҮүҰұყᶌỿꭚ',
  z: 'ƵƶȤȥʐΖᴢᵶ',
} as const

/** What looks like two letters, and two that look like one; carried out in this order. */
const joined = [
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['ӕ', 'ae'],
  ['Ӕ', 'ae'],
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['Ы', 'bl'],
  ['Ю', 'lo'],
] as const

/** Marks on letters, which are not told apart: stacked ones are left out at a glance. */
export const marks =
  '[\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f]'

/** Spaces, punctuation, signs, and what shows nothing. */
export const between = [
  '\\u0001-\\u002f\\u003a-\\u0060\\u007b-\\u00bf\\u00d7\\u00f7\\u02b0-\\u02ff\\u034f\\u037e\\u0387\\u055a-\\u055f',
  '\\u0589\\u058a\\u05be-\\u05c7\\u061c\\u10fb\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2000-\\u206f\\u20a0-\\u20cf',
  '\\u2190-\\u2bff\\u2e00-\\u2e7f\\u3000-\\u303f\\u3164\\ufe00-\\ufe1f\\ufeff\\uffa0\\U000e0000-\\U000e0fff',
].join('')

const codePoints = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index))

/** The capitals that have one small letter, beyond those that are plain once their marks are off. */
export const capitals = [...codePoints(0xc0, 0x556), ...codePoints(0x1c90, 0x1cba)].filter(
  (letter) =>
    [...letter.toLowerCase()].length === 1 &&
    letter.toLowerCase() !== letter &&
    letter.normalize('NFKD') === letter,
)
export const small = capitals.map((letter) => letter.toLowerCase())

const from = Object.values(lookalikes).join('')
const to = Object.entries(lookalikes)
  .map(([plain, letters]) => plain.repeat([...letters].length))
  .join('')

const parted = joined.reduce((text, [letters, two]) => `replace(${text}, '${letters}', '${two}')`, 'written')

/**
 * What a name looks like at a glance, as written, all small and all capital; names that share any of them are alike. The
 * database's own rules of letters are not asked: they differ from one to the next.
 */
const nameSkeletons = databaseFunction(
  'name_skeletons(variadic names text[])',
  `returns text[] language sql immutable
  as $$ select coalesce(array_agg(distinct skeleton order by skeleton), '{}')
    from (select regexp_replace(normalize(name, NFKD), '${marks}', '', 'g') as bare from unnest(names) as name) as names
    cross join lateral (values
      (bare),
      (translate(bare, '${capitals.join('')}', '${small.join('')}')),
      (translate(bare, '${small.join('')}', '${capitals.join('')}'))) as cases (written)
    cross join lateral (select replace(replace(regexp_replace(
      translate(lower(translate(${parted}, '${from}', '${to}') collate "C"), 'i1|0', 'lllo'),
      '[${between}]', '', 'g'), 'rn', 'm'), 'vv', 'w') as skeleton) as skeletons
    where skeleton <> '' $$`,
)

/**
 * No organisation takes a name like that of one whose identity is confirmed, and none is confirmed under a name like that of
 * another one. Who takes or confirms a like name at the same time waits for the other; one that has its name already keeps it.
 */
export const keepNamesApart = databaseFunction(
  'keep_names_apart()',
  `returns trigger language plpgsql as $$
declare
  place int;
begin
  new.skeletons := ${nameSkeletons}(new.name, new.latin_name, new.legal_name);
  if tg_op = 'UPDATE' and new.skeletons = old.skeletons and (new.identity is null or old.identity is not null) then
    return new;
  end if;
  -- One lock for each name would be more than a database has, where many are written at once.
  for place in select distinct hashtext(skeleton) & 255 as place from unnest(new.skeletons) as skeleton order by 1 loop
    perform pg_advisory_xact_lock(4736, place);
  end loop;
  if exists (select from organisations o
    where o.skeletons && new.skeletons and o.identity is not null and o.id <> new.id) then
    raise exception 'the name is like that of another organisation' using errcode = 'ZE002';
  end if;
  return new;
end $$`,
)

/** Once confirmed, what identifies an organisation changes with its confirmation alone. */
export const keepIdentity = databaseFunction(
  'keep_identity()',
  `returns trigger language plpgsql as $$
begin
  if new.identity is not distinct from old.identity
    and (new.name, new.latin_name, new.legal_name, new.country, new.oid, new.registration_number)
      is distinct from (old.name, old.latin_name, old.legal_name, old.country, old.oid, old.registration_number) then
    raise exception 'a confirmed identity does not change' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$`,
)
