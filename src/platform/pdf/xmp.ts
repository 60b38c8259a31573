import type { Standard } from './paper.ts'

export type Described = {
  /** Title and description by language; the first is what a reader shows that knows none of them. */
  titles: readonly { language: string; text: string }[]
  descriptions: readonly { language: string; text: string }[]
  creator: string
  keywords: string
  tool: string
  producer: string
  at: Date
  standard: Standard
  /** Whether it keeps to PDF/UA-1, too. */
  isUniversal?: boolean
}

/** What XML allows in text, escaped; the rest of Unicode is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** That it keeps to PDF/UA-1, and what says so: PDF/A knows no property of XMP that is younger than itself. */
const universal = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>`

/** The XMP packet of a PDF/A document. */
export function xmpPacket(about: Described): string {
  const date = `${about.at.toISOString().slice(0, 19)}Z`
  const [, part, level] = /^PDF\/A-(\d)(\w)$/.exec(about.standard) ?? []
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>${alternatives(about.titles)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(about.creator)}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${alternatives(about.descriptions)}</dc:description>
<dc:language><rdf:Bag>${about.titles.map(({ language }) => `<rdf:li>${language}</rdf:li>`).join('')}</rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${date}</xmp:CreateDate>
<xmp:ModifyDate>${date}</xmp:ModifyDate>
<xmp:CreatorTool>${escapeXml(about.tool)}</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>${escapeXml(about.producer)}</pdf:Producer>
<pdf:Keywords>${escapeXml(about.keywords)}</pdf:Keywords>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>${part}</pdfaid:part>
<pdfaid:conformance>${level?.toUpperCase()}</pdfaid:conformance>
</rdf:Description>${about.isUniversal ? universal : ''}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>`
}

function alternatives(texts: readonly { language: string; text: string }[]): string {
  const [first] = texts
  const all = [...(first ? [{ language: 'x-default', text: first.text }] : []), ...texts]
  const items = all.map(({ language, text }) => `<rdf:li xml:lang="${language}">${escapeXml(text)}</rdf:li>`)
  return `<rdf:Alt>${items.join('')}</rdf:Alt>`
}
