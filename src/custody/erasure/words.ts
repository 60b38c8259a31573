import type { Basis } from './class.ts'
import type { ErasureBlockerCode } from './erasure.ts'

type Bilingual = { lv: string; en: string }

export const blockerSentences: Record<ErasureBlockerCode, Bilingual> = {
  'case-open': {
    lv: 'Lieta vēl nav pabeigta; pabeidziet to vai atsauciet.',
    en: 'The case is still open; bring it to its end, or withdraw it.',
  },
  'appeal-open': {
    lv: 'Apelācija vai sūdzība vēl nav izskatīta.',
    en: 'An appeal or complaint has not been heard yet.',
  },
  'certificate-due': {
    lv: 'Apliecinājums vēl tiek izsniegts, vai tas ir jāizsniedz pēc apelācijas.',
    en: 'A certificate is being issued, or is due after an appeal.',
  },
  'revocation-open': {
    lv: 'Ir lūgts anulēt apliecinājumu, un otra persona vēl nav lēmusi.',
    en: 'It was asked to revoke a certificate, and the second person has not decided.',
  },
  'appeal-window-open': {
    lv: 'Apelāciju vai sūdzību vēl var iesniegt līdz {until}.',
    en: 'An appeal or complaint may still come until {until}.',
  },
}

export const basisSentences: Record<Basis, Bilingual> = {
  'purpose-over': {
    lv: 'Mērķis, kuram dati bija vajadzīgi, ir sasniegts: VDAR 5. panta 1. punkta e) apakšpunkts un 17. panta 1. punkts.',
    en: 'What they were needed for is over: GDPR Articles 5(1)(e) and 17(1).',
  },
  'learners-file': {
    lv: 'Izglītojamā lietas dokumenti ar arhīvisku vērtību: MK 2018. gada noteikumi Nr. 690; VDAR 17. panta 3. punkta b) un d) apakšpunkts. Pārzinis apstiprina, vai šie ieraksti pieder izglītojamā lietai.',
    en: 'Documents of archival value in the learner’s file: Latvian Cabinet Regulation No. 690 of 2018; GDPR Article 17(3)(b) and (d). The controller is to confirm that these records belong to the learner’s file.',
  },
  'proof-of-mobility': {
    lv: 'Erasmus+ pierādījums par to, par ko vienojās un kas notika; saņēmējs to glabā. VDAR 17. panta 3. punkta b) apakšpunkts. Pārzinis apstiprina glabāšanas laiku.',
    en: 'Proof, for Erasmus+, of what was agreed and took place, which the beneficiary keeps; GDPR Article 17(3)(b). The controller is to confirm for how long.',
  },
  'legal-claims': {
    lv: 'Prasību celšana, īstenošana un aizstāvēšana: VDAR 17. panta 3. punkta e) apakšpunkts. Pārzinis apstiprina glabāšanas laiku.',
    en: 'Establishment, exercise and defence of legal claims: GDPR Article 17(3)(e). The controller is to confirm for how long.',
  },
  accountability: {
    lv: 'Pārzinim jāspēj parādīt, kas un kad ir darīts: VDAR 5. panta 2. punkts.',
    en: 'The controller has to be able to show what was done and when: GDPR Article 5(2).',
  },
  genuineness: {
    lv: 'Lai svešinieki par apliecinājumu uzzinātu tikai to, vai tas ir derīgs.',
    en: 'So that strangers learn of a certificate only whether it is valid.',
  },
}

export const classNames: Record<string, Bilingual> = {
  'contact-data': {
    lv: 'Vārds, dzimšanas datums, e-pasta adrese un skolas dotais identifikators personu reģistrā',
    en: 'Name, birth date, e-mail address and the school’s own identifier in the register of people',
  },
  guardian: {
    lv: 'Aizbildņa vai vecāka vārds un e-pasta adrese',
    en: 'Name and e-mail address of the guardian',
  },
  'evidence-files': { lv: 'Pierādījumu datnes', en: 'Files of evidence' },
  'evidence-texts': {
    lv: 'Pierādījumu nosaukumi, saites, liecības un pārbaudījumu rezultāti',
    en: 'Titles, links, statements and test results that are evidence',
  },
  drafts: { lv: 'Vērtētāju melnraksti', en: 'Drafts of assessors' },
  remarks: {
    lv: 'Piezīmes pie mācīšanās rezultātiem',
    en: 'Remarks on learning outcomes',
  },
  'special-needs': { lv: 'Īpašās vajadzības un pielāgojumi', en: 'Special needs and accommodations' },
  links: {
    lv: 'Personai izveidotās saites un piedāvājumi digitālajam makam',
    en: 'Links made for the person, and offers to a wallet',
  },
  shares: { lv: 'Kopīgotās apliecinājuma adreses', en: 'Shared addresses of certificates' },
  'appeal-texts': {
    lv: 'Apelāciju un sūdzību iesniedzēja vārds un pamatojums',
    en: 'Names and grounds given in appeals and complaints',
  },
  'kept-answers': {
    lv: 'Atbildes, kas vienu dienu glabātas atkārtotiem pieprasījumiem',
    en: 'Answers kept for a day for repeated requests',
  },
  certificates: {
    lv: 'Apliecinājumi ar saturu, dokumentiem un anulēšanu',
    en: 'Certificates with their content, documents and revocation',
  },
  decisions: { lv: 'Lēmumi', en: 'Decisions' },
  marks: {
    lv: 'Vērtējumi ar komentāriem, vērtētāju norīkošana un atkārtotā vērtēšana',
    en: 'Marks with their comments, assignments of assessors, second marking',
  },
  'recognition-acts': {
    lv: 'Atzīšana nosūtītājorganizācijā',
    en: 'Acts of recognition by the sending organisation',
  },
  agreements: { lv: 'Mācību vienošanās ar parakstiem', en: 'Learning agreements with their signatures' },
  mobilities: { lv: 'Mobilitātes', en: 'Mobilities' },
  'case-record': {
    lv: 'Lietas gaita, kritēriji, pierādījumu veidi un kontrolsummas, apliecinājumi par autorību un norisi',
    en: 'Course of the case, criteria, kinds and hashes of evidence, declarations',
  },
  information: {
    lv: 'Apliecinājums, ka persona ir informēta',
    en: 'Acknowledgement that the person was informed',
  },
  'appeal-decisions': {
    lv: 'Apelāciju un sūdzību gaita un lēmumi par tām',
    en: 'Course of appeals and complaints, and the decisions on them',
  },
  disclosure: { lv: 'Ko redz svešinieki', en: 'What strangers see' },
  'audit-log': { lv: 'Darbību žurnāls', en: 'Audit log' },
  erasure: { lv: 'Ieraksts par šo dzēšanu', en: 'The record of this erasure' },
}
