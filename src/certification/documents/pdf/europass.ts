import type { Block } from '../../../platform/pdf/flow.ts'
import { subheading } from '../../../platform/pdf/headings.ts'
import { sheet, textWidth, type } from '../../../platform/pdf/look.ts'
import { type Paper, type Tag, tag } from '../../../platform/pdf/paper.ts'
import { passage } from '../../../platform/pdf/passage.ts'
import { inRow } from '../../../platform/pdf/text.ts'
import type { CertifiedReferencePerson } from '../../certificates/content/certified-europass.ts'
import type { CertificateSnapshot } from '../../certificates/snapshot.ts'
import { hostingSaid, sendingSaid } from '../described-said.ts'
import { facts } from './facts.ts'
import { say } from './words.ts'

/**
 * What the two organisations describe themselves, and who confirmed it, under the numbers of the Europass Mobility form;
 * rows that nobody filled are left out. It says that none of it was assessed.
 */
export function describedFields(paper: Paper, parent: Tag, snapshot: CertificateSnapshot): Block[] {
  const { europass } = snapshot
  if (!europass) return []
  const { sending, hosting, attested, declared } = europass
  const section = tag(paper, parent, 'Sect')
  const heading = subheading(paper, section, say('described'))
  return [
    heading,
    ...facts(paper, section, [
      { field: '13–16', label: 'field-sending-person', value: personSaid(sending?.referencePerson) },
      { field: '19–22', label: 'field-hosting-person', value: personSaid(hosting?.referencePerson) },
      ...sendingSaid(snapshot),
    ]),
    ...statement(paper, section, snapshot),
    ...facts(paper, section, [
      { field: '36–37', label: 'field-attested', value: wordSaid(attested) },
      { field: '38', label: 'field-declared', value: wordSaid(declared) },
    ]),
  ]
}

/** The host's own words, under the sentence that says whose they are. */
function statement(paper: Paper, section: Tag, snapshot: CertificateSnapshot): Block[] {
  const said = hostingSaid(snapshot)
  if (!said) return []
  const { by, on } = said.described
  const runs = inRow(paper.languages, say('described-by', { name: by, day: on }), type.small, type.small)
  const whose = passage(paper, section, 'P', runs, { x: sheet.left, width: textWidth })
  return [
    { height: whose.height, gap: 1, keep: true, draw: (top) => whose.draw(top) },
    ...facts(paper, section, said.fields),
  ]
}

/** A reference person with what is known of them. */
const personSaid = (person: CertifiedReferencePerson | undefined): string | null =>
  person ? [person.name, person.position, person.phone, person.email].filter((said) => said).join(', ') : null

const wordSaid = (word: NonNullable<CertificateSnapshot['europass']>['attested']) =>
  word ? say('by-on', { name: word.by, day: word.on }) : null
