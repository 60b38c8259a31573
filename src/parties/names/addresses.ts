/** Boxes that read an address with and without dots alike. */
const dotless = ['gmail.com', 'googlemail.com']

/** An address as all those that lead to the same box: in small letters, without what follows a plus sign. */
export function foldAddress(address: string): string {
  const [local = '', domain = ''] = address.trim().toLowerCase().split('@')
  const box = local.replace(/\+.*$/, '')
  return dotless.includes(domain) ? `${box.replaceAll('.', '')}@gmail.com` : `${box}@${domain}`
}
