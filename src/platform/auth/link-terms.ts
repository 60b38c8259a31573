import type { links } from '../../db/schema/mobility/links.ts'

/** What a link is for. */
export type LinkPurpose = (typeof links.$inferSelect)['purpose']

/** Who holds a link. */
export type LinkHolder = (typeof links.$inferSelect)['party']

/** As whom somebody holds a link; of two guardians, whether it is the second one. */
export type LinkedAs = { party: LinkHolder; secondGuardian?: boolean | undefined }

/**
 * How often a link works: for one act; for one act, and then it goes on showing what became of it; or for as many as
 * there are until it expires.
 */
type Uses = 'once' | 'once-then-shows' | 'many'

/**
 * How many days a link works, and how often: those for one act two weeks, the one that keeps working a season. Where
 * `onlyNewest`, the link that was made last for the same is the only one that works. `madeBy` is the action that makes it,
 * which is refused where nothing is left to do through it.
 */
export const linkTerms: Record<
  LinkPurpose,
  { days: number; uses: Uses; onlyNewest?: true; madeBy?: string }
> = {
  'sign-agreement': { days: 14, uses: 'once-then-shows', onlyNewest: true, madeBy: 'makeSigningLink' },
  'acknowledge-information': {
    days: 14,
    uses: 'once-then-shows',
    onlyNewest: true,
    madeBy: 'makeInformationLink',
  },
  'declare-authorship': {
    days: 14,
    uses: 'once-then-shows',
    onlyNewest: true,
    madeBy: 'makeDeclarationLink',
  },
  'share-certificate': { days: 90, uses: 'many', onlyNewest: true, madeBy: 'makeHolderLink' },
  appeal: { days: 30, uses: 'once-then-shows', onlyNewest: true, madeBy: 'makeAppealLink' },
  me: { days: 90, uses: 'many', onlyNewest: true },
  'confirm-address': { days: 7, uses: 'once-then-shows', onlyNewest: true },
  // OpenID4VCI: codes, tokens and nonces live for minutes.
  'credential-offer': { days: 10 / 1440, uses: 'once' },
  'wallet-access': { days: 10 / 1440, uses: 'once' },
  'wallet-nonce': { days: 10 / 1440, uses: 'once' },
}

/**
 * What the page of a learner opens, and for whom: what links of these purposes are for is done there too, with all that is
 * theirs.
 */
export const openedByPage: Partial<Record<LinkPurpose, readonly LinkHolder[]>> = {
  'sign-agreement': ['learner', 'guardian'],
  'acknowledge-information': ['learner'],
  'declare-authorship': ['learner'],
  appeal: ['learner', 'guardian'],
  'share-certificate': ['learner'],
  // What only the page itself has of a case.
  me: ['learner'],
}
