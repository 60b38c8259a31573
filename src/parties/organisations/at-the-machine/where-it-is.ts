/** The file of the data folder in which the first start leaves what its client proves with who it is. */
export const FIRST_CLIENT = 'first-client'

/** What whoever runs the service is told of it, instead of the secret, which no log is to keep. */
export const whereItIs = (file: string): string =>
  `The id and secret of the first client are in ${file}, which this user alone can read. Keep them, and remove the file.`
