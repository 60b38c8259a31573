/** What a message is about; `src/exchange/mail/templates.ts` says what it asks and which link it carries. */
export const messageTemplates = [
  'sign-agreement',
  'read-information',
  'declare-authorship',
  'appeal',
  'holder',
  'certificate-ready',
  'certificate-revoked',
  'certificate-replaced',
  'certificate-shared',
  'appeal-open',
  'appeal-decided',
  'overdue',
  'my-page',
  'desk-invitation',
  'question-asked',
  'question-answered',
] as const
