// Written by `npm run words` from en.json; not edited by hand.
import type { Day, Text } from '../../words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  service: null
  content: null
  'request-number': null
  'link-unknown': null
  'link-unknown-advice': null
  'link-expired': null
  'link-expired-advice': null
  'link-used': null
  'link-used-advice': null
  'link-outdated': null
  'link-outdated-advice': null
  'link-changed': null
  'link-changed-advice': null
  'link-incomplete': null
  'link-incomplete-advice': null
  'link-done': null
  'link-done-advice': null
  'link-impossible': null
  'link-impossible-advice': null
  'link-busy': null
  'link-busy-advice': null
  'works-once': { day: Day }
  'works-until': { day: Day }
  'problem-400': null
  'problem-400-advice': null
  'problem-404': null
  'problem-404-advice': null
  'problem-409': null
  'problem-409-advice': null
  'problem-413': null
  'problem-413-advice': null
  'problem-429': null
  'problem-429-advice': null
  'problem-503': null
  'problem-503-advice': null
  'problem-other': null
  'problem-other-advice': null
  'link-ended': null
  'link-ended-advice': null
  'my-page': null
  'start-about': null
  'start-certificate': null
  'start-certificate-text': null
  'start-verify': null
  'start-link': null
  'start-link-text': null
  'start-programs': null
  'start-programs-text': null
  'start-docs': null
  'renew-hint': null
  renew: null
  'form-wrong': null
  'form-kept': null
  'field-empty': null
  'link-sign-in': null
  'link-sign-in-advice': null
  'sign-in': null
  'start-my-page': null
  'stage-identification': null
  'stage-documentation': null
  'stage-assessment': null
  'stage-validation': null
  'stage-done': null
  'stage-now': null
  'stage-to-come': null
  'not-you': null
  'on-behalf': null
  'on-behalf-hint': null
  'signed-what': null
  'signed-as': null
  'signed-day': null
  'keep-copy': null
  'what-next': null
  'ask-organisation': { organisation: Text }
}
