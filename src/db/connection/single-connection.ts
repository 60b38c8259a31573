import postgres from 'postgres'

/** A connection for what is done now and then. Nothing has a name on it, so that a pooler may stand before the database. */
export const singleConnection = (url: string): postgres.Sql =>
  postgres(url, { max: 1, prepare: false, onnotice: () => {} })
