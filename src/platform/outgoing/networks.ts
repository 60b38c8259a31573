import { BlockList, isIP } from 'node:net'

const ofOne = new BlockList()
const closed = new BlockList()

/** Networks that nobody reaches from outside, and those that lead to them by another name. */
const networks = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15'],
  ...['198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:db8::/32'],
  ...['2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]

for (const network of networks) addTo(closed, network)
for (const network of ['127.0.0.0/8', '::1/128']) addTo(ofOne, network)

function addTo(list: BlockList, network: string): void {
  const [address, bits] = network.split('/') as [string, string]
  list.addSubnet(address, Number(bits), familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}

/** Whether an IP address is one of the public internet. An IPv4 address within IPv6 is looked at as what it is. */
export const isPublic = (address: string): boolean =>
  isIP(address) !== 0 && !closed.check(address, familyOf(address))

/** Whether an IP address is of this machine itself. */
export const isLoopback = (address: string): boolean =>
  isIP(address) !== 0 && ofOne.check(address, familyOf(address))
