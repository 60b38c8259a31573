export type Contact = { email: string | null; phone: string | null; url: string | null }
export type Address = { street: string; postalCode: string | null }
/** As #rrggbb. */
export type Colours = { primary: string; accent: string | null }
/** Who signs papers on paper. */
export type Signatory = { name: string; title: { lv: string; en: string } }
