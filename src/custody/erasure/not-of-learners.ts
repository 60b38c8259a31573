/** Tables that hold nothing of a learner, and what of. */
export const notOfLearners: Readonly<Record<string, string>> = {
  organisations: 'what organisations publish of themselves',
  organisation_settings: 'rules',
  clients: 'programs',
  members: 'staff',
  authorisations: 'staff',
  partnerships: 'organisations',
  issuing_pauses: 'organisations',
  signing_keys: 'keys',
  frameworks_in_use: 'the measure',
  certificate_checks: 'numbers of certificates',
  kept_files: 'hashes of files',
  ledger_numbering: 'numbers of lines',
  client_credentials: 'what clients prove with who they are',
  client_assertions: 'hashes of what clients have signed',
  failed_sign_ins: 'addresses that failed as a client, for a while',
}
