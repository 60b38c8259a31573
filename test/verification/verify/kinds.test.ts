import { buffer } from 'node:stream/consumers'
import { PDF } from '@libpdf/core'
import { CompactSign, generateKeyPair } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { pageImages } from '../../../src/certification/documents/credentials/page-image.ts'
import { zipStream } from '../../../src/platform/zip/zip.ts'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { newWorld, publicUrl, type World } from '../../setup/world.ts'

type Sent = { code: string } | { file: Buffer; name: string }
type Said = { kind: string; status: string }

/** A certificate in its forms, and how it is found. */
type Held = { id: string; number: string; code: string; pdf: Buffer; jwt: string; badge: string }

describe('whoever checks is told which of these it is', () => {
  let world: World
  let genuine: Held
  let other: Held
  let revoked: Held
  let old: Held
  let successor: Held
  let appealed: Held

  beforeAll(async () => {
    world = await newWorld()
    const { certificate, correct, revoke, ok } = given(world)
    genuine = await held(String((await certificate()).id))
    other = await held(String((await certificate()).id))
    revoked = await held(String((await certificate()).id))
    await revoke(revoked.id, 'fraud')
    old = await held(String((await certificate()).id))
    successor = await held(String((await correct(old.id)).id))
    const made = await certificate()
    appealed = await held(String(made.id))
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await ok(
      coordinator.post(`/v1/recognitions/${made.recognitionId}/appeal-links`).send({ party: 'learner' }),
    )
    const appeal = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
    expect((await world.anyone.post(new URL(String(link.url)).pathname).send(appeal)).status).toBe(200)
  })

  async function held(id: string): Promise<Held> {
    const client = world.as({ school: world.school })
    const get = async (form: string): Promise<Buffer> =>
      (await client.get(`/v1/certificates/${id}.${form}`).buffer().parse(asBytes)).body
    const { number, verificationUrl } = (await client.get(`/v1/certificates/${id}`)).body
    const code = String(verificationUrl).split('/').at(-1)!
    const [pdf, jwt, badge] = await Promise.all([get('pdf'), get('jwt'), get('ob3.json')])
    return { id, number, code, pdf, jwt: jwt.toString(), badge: badge.toString() }
  }

  const file = (bytes: Buffer | Uint8Array | string, name = 'certificate.pdf'): Sent => ({
    file: Buffer.from(bytes as Uint8Array),
    name,
  })

  const groups = (code: string) => code.match(/.{1,4}/g)!.join(' ')
  const lookAlike = (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('A', 'А')

  const ask = (path: string, sent: Sent) => {
    const asked = world.anyone.post(path)
    return 'code' in sent ? asked.field('code', sent.code) : asked.attach('file', sent.file, sent.name)
  }

  async function saved(
    pdf: Buffer,
    change: (paper: PDF) => void = () => {},
    options: Parameters<PDF['save']>[0] = {},
  ): Promise<Uint8Array> {
    const paper = await PDF.load(pdf)
    change(paper)
    return paper.save(options)
  }

  /** A paper to which an empty addition was written, as programs do that save without a change. */
  function addedTo(pdf: Buffer): Buffer {
    const text = pdf.toString('latin1')
    const at = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]!
    const trailer = /trailer\s*<<(.*?)>>\s*startxref\s+\d+\s+%%EOF\s*$/s.exec(text)![1]!
    const start = pdf.length + 1
    return Buffer.concat([
      pdf,
      Buffer.from(
        `\nxref\n0 1\n0000000000 65535 f \ntrailer\n<<${trailer} /Prev ${at}>>\nstartxref\n${start}\n%%EOF\n`,
        'latin1',
      ),
    ])
  }

  const zip = (files: Record<string, Buffer | string>) =>
    buffer(
      zipStream(
        Object.entries(files).map(([name, bytes]) => ({
          name,
          bytes: Buffer.from(bytes as Buffer),
          at: world.clock.now,
        })),
      ),
    )

  const mail = (parts: string) =>
    `From: Learner One <one@example.org>\r\nTo: work@example.com\r\nSubject: My certificate\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="part"\r\n\r\n${parts}--part--\r\n`
  const attached = (name: string, type: string, bytes: Buffer) =>
    `--part\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
  const written = (text: string) => `--part\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`

  async function foreignJwt(claims: object, header: object = {}): Promise<string> {
    const { privateKey } = await generateKeyPair('ES256')
    return new CompactSign(Buffer.from(JSON.stringify(claims)))
      .setProtectedHeader({ alg: 'ES256', typ: 'vc+jwt', ...header })
      .sign(privateKey)
  }

  const foreignBadge = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: 'https://badges.example.org/7',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: 'https://badges.example.org', name: 'Example Badges' },
  }

  /** What is given, and what it is; `says` is what the page has of it in English. */
  const table: [string, () => Sent | Promise<Sent>, string, string?][] = [
    ['a code', () => ({ code: genuine.code }), 'genuine'],
    ['a code in groups, with a stop', () => ({ code: `${groups(genuine.code)}.` }), 'genuine'],
    ['a code in small letters', () => ({ code: genuine.code.toLowerCase() }), 'genuine'],
    ['a code in letters that look alike', () => ({ code: lookAlike(genuine.code) }), 'genuine'],
    [
      'a code with words around it',
      () => ({ code: `Verification code: ${groups(genuine.code)}` }),
      'genuine',
    ],
    ['the foot of a page', () => ({ code: `${genuine.number}  ·  ${groups(genuine.code)}` }), 'genuine'],
    ['the address', () => ({ code: `${publicUrl}/verify/${genuine.code}` }), 'genuine'],
    [
      'the address with all that is added to it',
      () => ({
        code: `<${publicUrl}/verify/${genuine.code}/?utm_source=mail&fbclid=${'x'.repeat(200)}&lang=fr#top>`,
      }),
      'genuine',
    ],
    ['the number', () => ({ code: genuine.number }), 'number-given', 'beside or under the QR code'],
    ['a code that is none of ours', () => ({ code: 'Z'.repeat(26) }), 'unknown'],
    [
      'the address of another service',
      () => ({ code: `https://other.example.org/verify/${'Z'.repeat(26)}` }),
      'not-ours',
      'other.example.org',
    ],
    ['the paper', () => file(genuine.pdf), 'genuine'],
    [
      'the paper, encrypted without a password',
      async () =>
        file(
          await saved(genuine.pdf, (paper) => paper.setProtection({ userPassword: '', ownerPassword: 'x' })),
        ),
      'saved-again',
      'its content is unchanged',
    ],
    ['the paper with an empty addition', () => file(addedTo(genuine.pdf)), 'saved-again'],
    [
      'the paper with another word on it',
      async () =>
        file(await saved(genuine.pdf, (paper) => paper.getPages()[0]!.drawText('Level 8', { x: 90, y: 90 }))),
      'altered',
      'its content was changed',
    ],
    [
      'the paper with an addition that has another word',
      async () =>
        file(
          await saved(genuine.pdf, (paper) => paper.getPages()[0]!.drawText('8', { x: 90, y: 90 }), {
            incremental: true,
          }),
        ),
      'altered',
    ],
    [
      'the paper with a password',
      async () => file(await saved(genuine.pdf, (paper) => paper.setProtection({ userPassword: 'secret' }))),
      'unreadable',
      'type the verification code',
    ],
    [
      'a photograph of the paper',
      async () => file((await pageImages(genuine.pdf, 1))[0]!, 'page.png'),
      'code-only',
      'compare what is printed',
    ],
    [
      'a photograph of one that is revoked',
      async () => file((await pageImages(revoked.pdf, 1))[0]!, 'page.png'),
      'revoked',
    ],
    [
      'a picture of nothing',
      () => file(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'page.png'),
      'unreadable',
    ],
    [
      'a picture that would unfold into very much',
      () =>
        file(
          Buffer.concat([
            Buffer.from('89504e470d0a1a0a0000000d494844520001000000010000', 'hex'),
            Buffer.alloc(99),
          ]),
        ),
      'unreadable',
    ],
    [
      'a PDF of something else',
      () => file('%PDF-1.7\nnothing'),
      'unreadable',
      'does not mean that it is not genuine',
    ],
    [
      'a text of something else',
      () => file('Dear all,\n\nplease find it below.', 'letter.txt'),
      'unreadable',
    ],
    ['nothing of a credential', () => file('{"id":5}', 'x.json'), 'unreadable'],
    [
      'an archive of ours',
      async () => file(await zip({ 'a.pdf': genuine.pdf, 'a.jwt': genuine.jwt }), 'a.zip'),
      'genuine',
      'a.pdf',
    ],
    [
      'an archive of the papers of several',
      async () => file(await zip({ 'a.pdf': genuine.pdf, 'b.pdf': other.pdf }), 'a.zip'),
      'several',
      'b.pdf',
    ],
    [
      'an archive with a genuine credential beside a forged paper',
      async () =>
        file(
          await zip({
            'a.jwt': genuine.jwt,
            'a.pdf': Buffer.from(
              await saved(genuine.pdf, (paper) => paper.getPages()[0]!.drawText('8', { x: 90, y: 90 })),
            ),
          }),
          'a.zip',
        ),
      'altered',
    ],
    [
      'an archive of something else',
      async () => file(await zip({ 'a.txt': 'Hello' }), 'a.zip'),
      'unreadable',
    ],
    [
      'a broken archive',
      async () => file((await zip({ 'a.pdf': genuine.pdf })).subarray(0, 900), 'a.zip'),
      'unreadable',
    ],
    [
      'a mail with the paper',
      () =>
        file(
          mail(written('Here it is.') + attached('certificate.pdf', 'application/pdf', genuine.pdf)),
          'm.eml',
        ),
      'genuine',
    ],
    [
      'a mail with an archive',
      async () =>
        file(mail(attached('a.zip', 'application/zip', await zip({ 'a.pdf': genuine.pdf }))), 'm.eml'),
      'genuine',
    ],
    [
      'a mail with the address',
      () => file(mail(written(`See ${publicUrl}/verify/${genuine.code}?lang=en.`)), 'm.eml'),
      'code-only',
    ],
    ['a mail about something else', () => file(mail(written('Good morning.')), 'm.eml'), 'unreadable'],
    [
      'a JWT of somebody else without a kid',
      async () => file(await foreignJwt({ iss: 'https://badges.example.org' }), 'x.jwt'),
      'not-ours',
      'badges.example.org',
    ],
    [
      'a JWT of somebody else with a kid',
      async () =>
        file(
          await foreignJwt(
            { vc: { issuer: { id: 'did:web:x.example', name: 'School X' } } },
            { kid: 'did:web:x.example#1' },
          ),
          'x.jwt',
        ),
      'not-ours',
      'School X',
    ],
    [
      'an SD-JWT of somebody else',
      async () => file(`${await foreignJwt({ iss: 'https://wallet.example', vct: 'x' })}~WyJhIl0~`, 'x.txt'),
      'not-ours',
      'wallet.example',
    ],
    [
      'a badge of somebody else',
      () => file(JSON.stringify(foreignBadge), 'x.json'),
      'not-ours',
      'Example Badges',
    ],
    [
      'a credential that claims to be ours',
      () => file(JSON.stringify({ ...foreignBadge, issuer: 'did:web:localhost%3A3000' }), 'x.json'),
      'unknown',
    ],
    ['a revoked one', () => ({ code: revoked.code }), 'revoked'],
    ['the file of a revoked one', () => file(revoked.pdf), 'revoked'],
    ['one that was replaced', () => ({ code: old.code }), 'replaced', 'taken its place:</strong> <a href='],
    [
      'the file of one that was replaced',
      () => file(old.pdf),
      'replaced',
      'taken its place:</strong> <a href=',
    ],
    [
      'the one in its place',
      () => ({ code: successor.code }),
      'genuine',
      'It takes the place of certificate',
    ],
    [
      'one under appeal',
      () => ({ code: appealed.code }),
      'under-appeal',
      'an appeal or complaint about it is open',
    ],
    ['the file of one under appeal', () => file(appealed.pdf), 'under-appeal'],
  ]

  const shown = new Set<string>()

  test.each(table)('%s', async (_, sent, kind, says) => {
    const given = await sent()
    const asJson = await ask('/v1/verifications', given)
    expect([asJson.status, (asJson.body as Said).kind]).toEqual([200, kind])
    const languages = [...(says ? ['en'] : []), ...(shown.has(kind) ? [] : ['lv'])]
    shown.add(kind)
    for (const language of languages) {
      const { text } = await ask(`/verify?lang=${language}`, given).set('accept', 'text/html').redirects(1)
      expect(text).toContain(`class="status ${kind}"`)
      if (language === 'en') expect(text).toContain(says)
      if (['unreadable', 'number-given', 'not-ours'].includes(kind))
        expect(text).not.toContain('class="fail"')
    }
  })

  test('expired and not yet valid are told by their dates', async () => {
    world.clock.advance(-400)
    expect((await ask('/v1/verifications', { code: genuine.code })).body.kind).toBe('not-yet-valid')
    world.clock.advance(400)
  })

  test('nothing of a revoked one is said to be in force', async () => {
    for (const { code } of [revoked, old])
      for (const language of ['lv', 'en']) {
        const { text } = await world.anyone.get(`/verify/${code}?lang=${language}`).set('accept', 'text/html')
        expect(text).not.toMatch(/in force and|has not run out|ir spēkā/)
      }
    const { body } = await ask('/v1/verifications', { code: revoked.code })
    expect(body.checks).toContainEqual(expect.objectContaining({ check: 'dates', finding: 'ended' }))
  })

  test('a share typed or pasted for a code is opened as that share', async () => {
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const link = await coordinator.post(`/v1/certificates/${other.id}/learner-links`)
    const shares = `${new URL(link.body.url).pathname}/shares`
    const { body } = await world.anyone.post(shares).send({ level: 'validity', days: 7 })
    const { body: told } = await ask('/v1/verifications', { code: `${body.url}?utm_source=x` })
    expect([told.kind, told.level]).toEqual(['genuine', 'validity'])
  })
})
