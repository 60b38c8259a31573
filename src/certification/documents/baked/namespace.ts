/** By which the credential in a picture is found (Open Badges 3.0, section 5.3). */
export const keyword = 'openbadgecredential'
export const namespace = 'https://purl.imsglobal.org/ob/v3p0'

export const pngHead = Buffer.from('89504e470d0a1a0a', 'hex')
