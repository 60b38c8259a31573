import type {
  HostingDescription,
  ReferencePerson,
  SendingDescription,
} from '../../../db/schema/mobility/europass-descriptions.ts'
import type { Description } from '../../../mobility/europass/store.ts'
import { dayOf, type Zone } from '../../../platform/time-zone.ts'
import type { LoadedCase } from '../../../recognition/case.ts'

/** What is there of it; the rest is left out. */
type Present<T> = { [K in keyof T]?: NonNullable<T[K]> }

/** Who said something, and on which calendar day, YYYY-MM-DD. */
type Word = { by: string; on: string }

/** Absent where nobody said so. */
export type CertifiedReferencePerson = Present<ReferencePerson> & { name: string }

/**
 * What a mobility is besides what was judged, in the fields of the Europass Mobility form. What the host describes is its
 * own statement: nobody assessed it.
 */
export type CertifiedEuropass = {
  /** By whose numbers the fields go. */
  edition: '2241/2004/EC'
  sending?: Present<Omit<SendingDescription, 'referencePerson'>> & {
    referencePerson?: CertifiedReferencePerson
  }
  hosting?: Present<Omit<HostingDescription, 'referencePerson'>> & {
    referencePerson?: CertifiedReferencePerson
    /** Who described it; absent where only the reference person is named. */
    described?: Word
  }
  /** That the host attested that the work was done there; the last word of it. */
  attested?: Word
  /** That the learner declared that the work is theirs; the last word of it. */
  declared?: Word
}

type Declarations = LoadedCase['declarations']

/** Of what both organisations described and both sides confirmed, what a certificate says; undefined: nothing. */
export function certifiedEuropass(
  descriptions: readonly Description[],
  declarations: Declarations,
  zone: Zone,
): CertifiedEuropass | undefined {
  const of = (wanted: Description['side']) => descriptions.find(({ side }) => side === wanted)
  const word = (kind: Declarations[number]['kind']) => lastWord(declarations, kind, zone)
  const [sending, hosting] = [ofSide(of('sending'), zone), ofSide(of('hosting'), zone)]
  const [attested, declared] = [word('attestation'), word('authorship')]
  if (!sending && !hosting && !attested && !declared) return undefined
  return {
    edition: '2241/2004/EC',
    ...(sending && { sending }),
    ...(hosting && { hosting }),
    ...(attested && { attested }),
    ...(declared && { declared }),
  }
}

function lastWord(declarations: Declarations, kind: Declarations[number]['kind'], zone: Zone) {
  const last = declarations
    .filter((declaration) => declaration.kind === kind)
    .sort((first, second) => first.at.getTime() - second.at.getTime())
    .at(-1)
  return last && { by: last.name, on: dayOf(last.at, zone) }
}

function ofSide(description: Description | undefined, zone: Zone) {
  if (!description) return undefined
  const { referencePerson, ...texts } = description.fields
  const said = present(texts)
  const isDescribed = description.side === 'hosting' && Object.keys(said).length > 0
  if (!referencePerson && Object.keys(said).length === 0) return undefined
  return {
    ...(referencePerson && { referencePerson: { ...present(referencePerson), name: referencePerson.name } }),
    ...said,
    ...(isDescribed &&
      description.name !== null && {
        described: { by: description.name, on: dayOf(description.updatedAt, zone) },
      }),
  }
}

const present = <T extends object>(all: T): Present<T> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Present<T>
