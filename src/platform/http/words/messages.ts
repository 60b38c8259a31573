// Written by `npm run words` from en.json; not edited by hand.
import type { Text } from '../../words/sentence.ts'

/** The messages of this catalogue and what each asks for. */
export type Messages = {
  'title-bad-input': null
  'title-incomplete': null
  'title-unauthenticated': null
  'title-forbidden': null
  'title-not-found': null
  'title-wrong-state': null
  'title-blocked': null
  'title-conflict': null
  'title-key-reused': null
  'title-stale': null
  'title-precondition-required': null
  'title-too-large': null
  'title-too-many': null
  'title-unsupported-media': null
  'other-busy': null
  'other-away': null
  'other-storage-full': null
  'other-internal': null
  'other-bad-url': null
  'other-max-param-length': null
  'other-ctp-invalid-content-length': null
  'other-parts-limit': null
  'other-files-limit': null
  'other-fields-limit': null
  'other-proto-violation': null
  'other-too-slow': null
  'other-unknown': null
  'headers-too-large': null
  'not-http': null
  'nothing-here': null
  'see-errors': null
  'more-errors': { sentence: Text }
  'out-of-range': null
  erased: null
  'file-damaged': null
  'registered-already': null
  'body-too-large': null
  'send-json': null
  'body-not-json': null
  'json-not-json': null
  'json-name-twice': null
  'json-too-deep': null
  'json-too-many-values': null
  'too-many-wait': null
  'language-not-there': null
  'is-none-of': { known: Text }
  'idempotency-key': null
  'visible-ascii': null
  'answer-lost': null
  'take-new-key': null
  'send-if-match': null
  'read-again': null
  'not-this-cursor': null
  'take-next': null
  'send-form': null
  'form-not-whole': null
  'not-form': null
  'file-needed': null
  'not-text': null
  'shows-nothing': null
  'one-line': null
  'unknown-property': null
  'fault-other': null
  'fault-type': { expected: Text; received: Text }
  'fault-value': { value: Text }
  'fault-values': { values: Text }
  'fault-too-big': { origin: Text; bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-too-small': { origin: Text; bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-too-long': { bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-too-short': { bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-too-numerous': { origin: Text; bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-too-few': { origin: Text; bound: 'exactly' | 'inclusive' | 'other'; limit: Text }
  'fault-pattern': { pattern: Text }
  'fault-starts': { part: Text }
  'fault-ends': { part: Text }
  'fault-includes': { part: Text }
  'fault-format': { format: Text }
  'fault-multiple': { divisor: Text }
  'fault-discriminator': { options: Text }
  'fault-several': null
  'fault-key': { origin: Text }
  'fault-element': { origin: Text }
  'type-string': null
  'type-number': null
  'type-int': null
  'type-boolean': null
  'type-object': null
  'type-array': null
  'type-date': null
  'type-undefined': null
  'type-null': null
  'type-nan': null
  'type-record': null
  'format-email': null
  'format-url': null
  'format-uuid': null
  'format-datetime': null
  'format-date': null
  'format-time': null
  'format-base64': null
  'format-base64url': null
  'one-beginning': null
  'leave-one-out': null
  'too-many-letters': { limit: number }
  unwritable: { letters: Text }
  'name-alike': null
  'title-duplicate': null
  'title-gone': null
}
