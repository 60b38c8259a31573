/** The learning credential as the reference issuer of the EUDI wallet names it. */
export const vct = 'urn:eu.europa.ec.eudi:learning:credential:1'

export const configurationId = 'learning-credential'

/** What the wallet calls the credential. */
export const displayName = { lv: 'Mobilitātes apliecinājums', en: 'Mobility certificate' } as const
