// Written by `npm run words` from en.json; not edited by hand.

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  country: null
  language: null
  field: null
  'term-file': null
  'term-link': null
  'term-statement': null
  'term-test-result': null
  'term-test': null
  'term-observation': null
  'term-portfolio': null
  'term-interview': null
  'term-presentation': null
  'term-simulation': null
  'term-practical-task': null
  'term-work-sample': null
  'term-project': null
  'term-debate': null
  'term-self-assessment': null
}
