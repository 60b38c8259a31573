// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'unknown-action': null
  'only-reads': null
  'answers-a-secret': null
  'takes-files': null
  'batch-of-batches': null
  'same-id': null
  'needs-if-match': null
  'unknown-parameter': null
  'takes-no-body': null
  'names-another': null
  'no-longer-there': null
  'too-many-followers': null
  'see-items': null
  'could-not-be-done': null
  'judged-alone': null
  'cohort-not-judged': null
  'cohort-not-edited': null
  'not-of-cohort': null
  'not-in-cohort': null
  'nobody-in-cohort': null
  'no-case-yet': null
}
