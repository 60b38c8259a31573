import type { BlockerCode } from './blockers.ts'

/** One sentence for each blocker; `{competence}` stands for the code of the competence concerned. */
export const blockerSentences: Record<BlockerCode, { lv: string; en: string }> = {
  'agreement-outdated': {
    lv: 'Mobilitātes dati kopš mācību vienošanās parakstīšanas ir mainīti; vajadzīga jauna parakstīta versija.',
    en: 'The mobility was changed after the learning agreement was signed; a new version has to be signed.',
  },
  'amendment-unsigned': {
    lv: 'Jaunā mācību vienošanās versija vēl nav visu parakstīta; parakstiet to vai atsauciet.',
    en: 'The new version of the learning agreement is not signed by everyone yet; have it signed, or take it back.',
  },
  'amendment-signed': {
    lv: 'Ir parakstīta jauna mācību vienošanās versija, bet tā šajā lietā vēl nav pārņemta.',
    en: 'A new version of the learning agreement is signed, but this case does not follow it yet.',
  },
  'no-amendment': {
    lv: 'Jaunākas mācību vienošanās versijas nav.',
    en: 'There is no newer version of the learning agreement.',
  },
  'information-not-acknowledged': {
    lv: 'Izglītības guvējs vēl nav apliecinājis, ka ir iepazinies ar informāciju par atzīšanas kārtību.',
    en: 'The learner has not yet acknowledged the information about the procedure.',
  },
  'outcome-open': {
    lv: 'Nav norādīts, vai plānotais mācīšanās rezultāts {competence} ir sasniegts vai no tā atsakās.',
    en: 'The planned outcome {competence} is neither claimed nor dropped with a reason.',
  },
  'nothing-claimed': {
    lv: 'Nav pieteikts neviens mācīšanās rezultāts.',
    en: 'No outcome is claimed.',
  },
  'evidence-missing': {
    lv: 'Mācīšanās rezultātam {competence} nav iesniegts neviens pierādījums.',
    en: 'There is no evidence for the outcome {competence}.',
  },
  'evidence-held': {
    lv: 'Iesniegts pierādījums vēl gaida pretvīrusu pārbaudi.',
    en: 'A piece of evidence still waits for the virus scanner.',
  },
  'authorship-missing': {
    lv: 'Izglītības guvējs vēl nav apliecinājis, ka visi iesniegtie darbi ir paša veikti.',
    en: 'The learner has not yet declared that all of the work is their own.',
  },
  'attestation-missing': {
    lv: 'Uzņēmējorganizācijas mentors vēl nav apliecinājis, ka visi darbi veikti pie viņiem.',
    en: 'The mentor of the hosting organisation has not yet attested that all of the work was done there.',
  },
  'marks-missing': {
    lv: 'Mācīšanās rezultāts {competence} vēl nav novērtēts.',
    en: 'The outcome {competence} is not marked yet.',
  },
  'second-marks-missing': {
    lv: 'Mācīšanās rezultāts {competence} jānovērtē arī otram vērtētājam.',
    en: 'The outcome {competence} has to be marked by a second assessor too.',
  },
  'adjudication-missing': {
    lv: 'Vērtētāji par mācīšanās rezultātu {competence} nav vienisprātis; jālemj trešajam vērtētājam.',
    en: 'The assessors differ on the outcome {competence}; a third one has to settle it.',
  },
  'decision-missing': {
    lv: 'Par mācīšanās rezultātu {competence} vēl nav galīgā lēmuma.',
    en: 'There is no final decision on the outcome {competence} yet.',
  },
  'nothing-to-certify': {
    lv: 'Neviens mācīšanās rezultāts nav ne sasniegts, ne pilnveidots; apliecinājumam nav pamata.',
    en: 'No outcome was reached or improved; there is nothing to certify.',
  },
  'something-to-certify': {
    lv: 'Vismaz viens mācīšanās rezultāts ir sasniegts vai pilnveidots; apliecinājumu nevar atteikt.',
    en: 'At least one outcome was reached or improved; the certificate cannot be refused.',
  },
  'mobility-not-ended': {
    lv: 'Mobilitāte vēl nav beigusies; apliecinājumu drīkst izsniegt tikai pēc tās.',
    en: 'The mobility has not ended; a certificate may only be issued after it.',
  },
  'issuing-paused': {
    lv: 'Vērtētāju vienprātība šajā sadarbībā ir pārāk zema; izsniegšana ir apturēta, līdz administrators to atjauno.',
    en: 'The assessors of this partnership agree too little; issuing is paused until an administrator resumes it.',
  },
}
