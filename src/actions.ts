import { certificateActions, issuingActions } from './certification/certificates/actions.ts'
import { correctionActions } from './certification/corrections/actions.ts'
import { downloadActions } from './certification/downloads/actions.ts'
import { paperActions } from './certification/papers/actions.ts'
import { actActions } from './certification/recognition-acts/actions.ts'
import { revocationActions } from './certification/revocation/actions.ts'
import { dataRequestActions } from './custody/data-requests/actions.ts'
import { erasureActions } from './custody/erasure/actions.ts'
import { linkActions } from './custody/links/actions.ts'
import { questionActions } from './custody/questions/actions.ts'
import { retentionActions } from './custody/retention/actions.ts'
import { subjectAccessActions } from './custody/subject-access/actions.ts'
import { batchActions } from './exchange/batches/actions.ts'
import { importActions } from './exchange/imports/actions.ts'
import { messageActions } from './exchange/mail/actions.ts'
import { orderActions } from './exchange/orders/actions.ts'
import { webhookActions } from './exchange/webhooks/actions.ts'
import { templateActions } from './mobility/agreement-templates/actions.ts'
import { agreementActions } from './mobility/agreements/actions.ts'
import { europassActions } from './mobility/europass/actions.ts'
import { groupActions } from './mobility/groups/actions.ts'
import { mobilityActions } from './mobility/mobilities/actions.ts'
import { moduleActions } from './mobility/modules/actions.ts'
import { projectKeeping } from './mobility/projects/actions.ts'
import { stayActions } from './mobility/stays/actions.ts'
import { grantActions } from './parties/grants/actions.ts'
import { organisationActions } from './parties/organisations/actions.ts'
import { partnershipActions } from './parties/partnerships/actions.ts'
import { personActions } from './parties/people/actions.ts'
import { mergeActions } from './parties/people/merges/actions.ts'
import { signInActions } from './parties/sign-in/actions.ts'
import type { Action, ActionTable } from './platform/actions/action.ts'
import { linkPageActions } from './platform/pages/actions.ts'
import type { Sentence } from './platform/words/sentence.ts'
import { openingActions, recognitionActions } from './recognition/actions.ts'
import { appealActions, appealLinkActions } from './recognition/appeals/actions.ts'
import { assessmentActions, assessorActions } from './recognition/assessment/actions.ts'
import { cancellationActions } from './recognition/cancellation/actions.ts'
import { caseFileActions } from './recognition/case-files/actions.ts'
import { hostActions } from './recognition/change-of-host/actions.ts'
import { cohortActions } from './recognition/cohorts/actions.ts'
import { deskActions } from './recognition/desks/actions.ts'
import { documentationActions } from './recognition/documentation/actions.ts'
import { identificationActions } from './recognition/identification/actions.ts'
import { ownEvidenceActions } from './recognition/own-evidence/actions.ts'
import { ownLevelActions } from './recognition/own-level/actions.ts'
import { validationActions } from './recognition/validation/actions.ts'
import { verificationActions } from './verification/batch/actions.ts'
import { myPageActions } from './verification/my-page/actions.ts'
import { privateAddressActions } from './verification/my-page/private-address/actions.ts'
import { sharingActions } from './verification/sharing/actions.ts'
import { walletActions } from './verification/wallet/actions.ts'
import { say } from './words.ts'

/** What is done in a case, in the order of its life. */
export const caseActions = {
  ...identificationActions,
  ...documentationActions,
  ...ownEvidenceActions,
  ...ownLevelActions,
  ...assessmentActions,
  ...validationActions,
  ...issuingActions,
  ...recognitionActions,
  ...appealLinkActions,
  ...caseFileActions,
}

/** Everything that can be done, in the order of a certificate's life: by whom, with what, from which state, where. */
export const actions = {
  ...organisationActions,
  ...signInActions,
  ...grantActions,
  ...partnershipActions,
  ...personActions,
  ...mergeActions,
  ...projectKeeping,
  ...moduleActions,
  ...mobilityActions,
  ...stayActions,
  ...europassActions,
  ...groupActions,
  ...cohortActions,
  ...templateActions,
  ...agreementActions,
  ...openingActions,
  ...cancellationActions,
  ...hostActions,
  ...caseActions,
  ...appealActions,
  ...assessorActions,
  ...certificateActions,
  ...downloadActions,
  ...paperActions,
  ...revocationActions,
  ...correctionActions,
  ...actActions,
  ...sharingActions,
  ...myPageActions,
  ...privateAddressActions,
  ...walletActions,
  ...verificationActions,
  ...linkActions,
  ...linkPageActions,
  ...messageActions,
  ...batchActions,
  ...importActions,
  ...webhookActions,
  ...orderActions,
  ...deskActions,
  ...erasureActions,
  ...retentionActions,
  ...dataRequestActions,
  ...questionActions,
  ...subjectAccessActions,
} satisfies ActionTable

/** Of everything that can be done, what this service is asked for: with wallets only where they are offered something. */
export function actionsOffered({ eudiWallets }: { eudiWallets: boolean }): Action[] {
  return Object.values<Action>(actions).filter(({ key }) => eudiWallets || !(key in walletActions))
}

type Kebab<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Kebab<Rest>}`
  : Name

const kebab = <Name extends string>(name: Name) =>
  name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`) as Kebab<Name>

/** What an action is called in a sentence. */
export const titleOf = ({ key }: Action): Sentence => say(kebab(key as keyof typeof actions))
