const listed = (line: string) => line.split(' ')
const joined = (beginnings: readonly string[], ends: readonly string[]) =>
  beginnings.flatMap((beginning) => ends.map((end) => beginning + end))

/** Of the six declensions. */
const nouns = listed('a as ai ā ām ās u ū us um i iem os s š is im ī e es ei ē ēm ēs ij īm īs am')

/** Before these the last consonant of a noun may be a soft one: brīdis, brīža; pakete, pakešu. */
export const softening = listed('a i u iem us os')

const indefinite = listed('s a u am ai ā i iem us os as ām ās')
const definite = listed('ais ajam ajai o ajā ie ajiem ajām ajos ajās')
const adjectives = [...indefinite, ...definite]

export const comparatives = ['āk', ...joined(['āk'], adjectives)]

export const nominal = [...nouns, ...definite]

/** The vowel that the stem of a verb ends in: strādāt, lietot, vērtēt, rakstīt. */
const themes = listed('ā o ē ī')

const verbalNouns = joined(['šan'], listed('a as ai u ā ām ās os'))
const adverbial = joined(['dam'], listed('s a i as ies ās'))

/** What follows a stem in a vowel. */
const afterVowel = [
  ...listed('t ju ji j ja jam jat jām jāt šu si sim siet sit tu jiet'),
  ...listed('ties jos jies jas jās jamies jaties jāmies jāties šos sies simies sieties tos jieties'),
  ...listed('jot joties jis jusi jusies jušies jušās'),
  ...joined(['juš', 'još', 'jam', 't'], adjectives),
  ...verbalNouns,
  ...adverbial,
]

/** What follows a root of the third conjugation, and of the first one where its root does not change. */
export const afterConsonant = [
  ...listed('at āt iet sim siet šu šos sies simies sieties ies amies aties āmies āties usi usies ušies ušās'),
  ...joined(['uš', 'oš', 'am', 'ām'], adjectives),
  ...adverbial,
]

/** What follows the root of an infinitive of the first conjugation. */
export const afterInfinitive = [...listed('t ties tu tos'), ...joined(['t'], adjectives), ...verbalNouns]

export const verbal = joined(themes, afterVowel)

/** Roots that lose the vowel in the present: rakstīt, raksta; zināt, zina; redzēt, redz. All others keep it: lieto, vērtē. */
export const losesVowel =
  /(ī|inā|(dzied|raud)ā|(redz|grib|līdz|kust|var|tic|peld|skan|der|cer|tur|vēl|vajadz|dzird|gul|sēd|stāv|drīkst)ē)$/u

/** What ends in -ot is no infinitive as a rule, but the participle of another verb (zinot), except with these roots. */
export const rootsInO =
  /(liet|mant|veid|darb|rīk|lāg|sek|rakstur|kopīg|ziņ|plān|gatav|skaņ|dzīv|pamat|vien|skaitļ|krās|lab|kārt|robež|raž|mēr|vēr|kop|tēl|svar|dāv)$/u

/** Who does something, as far as all forms have it: lietotājs is none of lietot. */
export const agent = /^\p{L}+[āoēī]tāj(?=\p{L}{0,4}$)/u

/** Done to something, by roots that end in š themselves: novēršana, dzēšana. */
export const softVerbalNoun = /(?<=[rln]|dzē|plē)š(?=an(a|as|ai|u|ā|ām)$)/u

/** Nouns that end as participles do: their last syllable belongs to them. */
export const nounsLikeParticiples =
  /(itāt|formāt|rezultāt|sertifikāt|automāt|aparāt|plaģiāt|kandidāt|adresāt|citāt|klimat|robot|pilot|planēt|radoš).{0,4}$/u

/** They have one form. */
export const unchanging = new Set(listed('kopā foto info auto vairāk vislabāk'))

const prefixes = listed('aiz ap at ie iz no pa pār pie sa uz')

/** Roots of the first conjugation that change: of the infinitive, the present and the past. The second names them all. */
const changing: Readonly<Record<string, readonly string[]>> = {
  pras: ['prot', 'prat'],
  kļū: ['kļūst', 'kļuv'],
  do: ['dod', 'dev'],
  ņem: ['ņem', 'ņēm'],
  lik: ['liek', 'lik'],
  zag: ['zog', 'zag'],
  pirk: ['pērk', 'pirk'],
  gū: ['gūst', 'guv'],
  paz: ['pazīst', 'pazin'],
  spries: ['spriež', 'spried'],
  spē: ['spēj', 'spēj'],
  vilk: ['velk', 'vilk'],
  jaus: ['jauš', 'jaut'],
  mes: ['met', 'met'],
  rak: ['rok', 'rak'],
}

/** With a prefix only: without it the roots are those of other words. */
const prefixed: Readonly<Record<string, readonly string[]>> = {
  atras: ['atrod', 'atrad'],
  ieteik: ['iesak', 'ieteic'],
}

const everyRoot = [
  ...Object.entries(prefixed),
  ...['', ...prefixes].flatMap((prefix) =>
    Object.entries(changing).map(([infinitive, roots]) => [
      prefix + infinitive,
      roots.map((root) => prefix + root),
    ]),
  ),
] as [infinitive: string, roots: string[]][]

/** By the root of the infinitive, that of the present. */
export const presentOfInfinitive = new Map(everyRoot.map(([infinitive, [present]]) => [infinitive, present!]))
/** By the root of the past, that of the present. */
export const presentOfPast = new Map(everyRoot.map(([, [present, past]]) => [past!, present!]))
