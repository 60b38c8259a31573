// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'reference-person': null
  position: null
  initiative: null
  qualification: null
  tasks: null
  'job-related-skills': null
  'language-skills': null
  'organisational-skills': null
  'communication-skills': null
  'other-skills': null
  edition: null
  described: null
  attested: null
  declared: null
}
