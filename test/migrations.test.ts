import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/**
 * Every migration that landed, with its place in the journal and its SHA-256. Databases have run them, so that none is
 * changed, moved or taken out any more. The commit that brings a new one adds its line: `when` stands in the journal,
 * and `sha256sum migrations/NNNN_name.sql` says the rest.
 */
const landed = [
  {
    tag: '0000_tables',
    when: 1795244199496,
    sha256: '5a6dbc941a74a84ccf47687448f13d6260fddb0954f40a98a22809ca533b959b',
  },
  {
    tag: '0001_security',
    when: 1795244199997,
    sha256: '851cde64791a94985184dc73d14199cebb1b34d045bf79ab858ef7046a16151e',
  },
  {
    tag: '0002_ledger',
    when: 1795847748139,
    sha256: '89df4c51753fc8ce55c62dce29358228ac6189d54b3ef523f41477990f133595',
  },
  {
    tag: '0003_find_links_by_hash',
    when: 1795849285593,
    sha256: '49665b3dfe5354a134934eeb44bb160a1491f97f6fe4cd19be1d7173d7d1e0dc',
  },
  {
    tag: '0004_sign_anew',
    when: 1795858927232,
    sha256: 'f96da2492b24a80310a3f54db32786cbea5e54afe8a20e696ff1e8d3377ba739',
  },
  {
    tag: '0005_know_who_acts',
    when: 1795860825808,
    sha256: 'f7cc0a854b998e0a28ddd5417a45d40b473668ec382ea4dee943fdd0573d4c33',
  },
  {
    tag: '0006_know_who_made_a_client',
    when: 1795861268823,
    sha256: '4986cc05df35bfa3d4e347a807a6b56b5de04c39426b6c8ad68dba3b79789de8',
  },
  {
    tag: '0007_separate_owner_and_service',
    when: 1795863080260,
    sha256: '313b8fe7898320e87277cd3e03ca03aaeb2a2423eee745dbace3efaadac7aade',
  },
  {
    tag: '0008_know_who_signs_in',
    when: 1795864568305,
    sha256: '4579b049b7d97a3bba237e3d2f212c030ae4ab7061ca845c8d9d10590df78aaf',
  },
  {
    tag: '0009_watch_auxiliaries',
    when: 1795867965387,
    sha256: '42395b7499580e76f6f841e61efa4c158320d00352a6f64902916dfd799bbb92',
  },
  {
    tag: '0010_keep_who_reads',
    when: 1795868344961,
    sha256: 'ff6f648ae0b7b198cb56bc84bda486e16cb9a8f0b9c63fcf81a8f4cda91cd3c0',
  },
  {
    tag: '0011_give_rights_by_two',
    when: 1795870142815,
    sha256: '1e6f8982faa89c35daf16ecbf3a8bf30e9811d4f5ad29666a560fd362aecf598',
  },
  {
    tag: '0012_set_periods_and_keep_requests',
    when: 1795870774244,
    sha256: 'e2f09181db0ee5e5974a2b5eda6a850ff1a24ddc1464ec47c44d7a747c73fbb2',
  },
  {
    tag: '0013_end_what_leavers_made',
    when: 1795871241407,
    sha256: '19cda9b6b174336fdfb4e3fbff6f6e66123c64df8691fa8a6ac26760cf11e308',
  },
  {
    tag: '0014_keep_who_reads_of_people',
    when: 1795871434908,
    sha256: 'f8b72a7ea14a71340902061089787ce05842b5e62fa089ab8b8a76c5468bfd9c',
  },
  {
    tag: '0015_count_requests',
    when: 1795871905285,
    sha256: 'cff27fb5375e028cb17e18d90114429d6b19e1457f5143d9b189a1414c9ff735',
  },
  {
    tag: '0016_end_tokens_with_what_they_came_by',
    when: 1795873297474,
    sha256: 'b6c853fa19d4dd0af169f1db643245170a5b309c0a8f535e8bb57901198486e9',
  },
  {
    tag: '0017_keep_what_was_decided',
    when: 1795875445607,
    sha256: '7e2ca562596403985e6fce320ade003eeee095d790eccd137fe264b672abef3a',
  },
  {
    tag: '0018_keep_secrets_by_digest',
    when: 1795875883118,
    sha256: '30c777fce4712e15991591c2057582df0c8b63cadc1fe13b9618be5abbe0b2d3',
  },
  {
    tag: '0019_keep_answers_with_writes',
    when: 1795880340108,
    sha256: 'f63239d0e815cee9bfb8d9c9d683300b9309f7373624f77042d24952e428e0ef',
  },
  {
    tag: '0020_read_by_index',
    when: 1795883714588,
    sha256: 'd661a51e3899ca1bf36c69ff82479eb28dc12f86f8187c6f90fb4c956a4cd1ea',
  },
  {
    tag: '0021_keep_what_is_counted',
    when: 1795884577924,
    sha256: '313de985e4cf9b02732b50f01430051441eb0ac2c44860bffa6e0b08e9727aad',
  },
  {
    tag: '0022_count_what_is_kept',
    when: 1795891089501,
    sha256: '12a862960650879ca45feb0c216353db29f4d942e8d2c4b1c920512f34eb937c',
  },
  {
    tag: '0023_zones_of_organisations',
    when: 1795893627477,
    sha256: '841497b8952ce1693522eb1315e94514d7ec04bd791ebf7cac79e7429ceba31c',
  },
  {
    tag: '0024_names_and_languages',
    when: 1795896172251,
    sha256: 'b6c6263953f0d0ca674d3c2143fc23241f8dc7ebf58534a57877530aa1533ba3',
  },
  {
    tag: '0025_judged_levels',
    when: 1795897162767,
    sha256: '3722267a2ba9d6400242d817c2891bb6833979f7e17ab027573b5c6c8a82a5fd',
  },
  {
    tag: '0026_corrections',
    when: 1795897714009,
    sha256: '7e1ec253eb5d671b7cbd30341b616e5cca94d152c3be804e9d1353d5d2daab3d',
  },
  {
    tag: '0027_slips_of_agreements',
    when: 1795898723162,
    sha256: 'f5f58e6b59c7debe6170ff3a42bf4cda21a9f64b28e523791a456a123b291f77',
  },
  {
    tag: '0028_confirm_identities',
    when: 1795902310978,
    sha256: '8a98660459fb502cd8019a9ba37c5d41f54b13d2d5c412109350f1c73158f75f',
  },
  {
    tag: '0029_fields_of_education',
    when: 1795903376544,
    sha256: '42d857bc7e431df7b3b37d8d6fe9d1c62d97a0d5d6a8a87701e4ee2239b591d4',
  },
  {
    tag: '0030_publish_issuers',
    when: 1795903780405,
    sha256: 'f70a5682296e7df4510b7d7c4da4d30265d3013f008a29e4535bedfc4631ba9e',
  },
  {
    tag: '0031_issuer_keys',
    when: 1795904080751,
    sha256: '0438e6d94602c415ced5743a0f18126778e1d896610f9f69cfa5914b462b7927',
  },
  {
    tag: '0032_certificates_expire',
    when: 1795904306923,
    sha256: 'b271db20ae9a18fefe3cca19a60595e5fa37eb2ae4c52576f1e56d680b5b81fa',
  },
  {
    tag: '0033_europass_descriptions',
    when: 1795913780110,
    sha256: 'd23264ffef35c761b426b75ae04bafdb44bab2981e95b0f8db9361436dbb2055',
  },
  {
    tag: '0034_pin_of_offers',
    when: 1795919407439,
    sha256: 'cac9d904c0082748bb3991f3e3a1d2df0a2768e05b515dd74aba4b97980b352b',
  },
  {
    tag: '0035_task_of_evidence',
    when: 1795929699249,
    sha256: '4cb81998c671b3eb1aa2d8df611d5cbbcba2634008342134e5d2c82048f13856',
  },
  {
    tag: '0036_end_links',
    when: 1795936504919,
    sha256: 'b4f981201660cbe168cbc681e791e66cc2f2b7520e8e1fce32594d8c55716f8c',
  },
  {
    tag: '0037_list_links',
    when: 1795937456086,
    sha256: '059065b0a35fdc773876013bff835cf598169327d9e681bb040db2346a003b7f',
  },
  {
    tag: '0038_keep_messages',
    when: 1795940992901,
    sha256: '77dadb7ffdf964eb5ce1dc9b6a043a6d1e04ab031fb8dbf6797f837ab47b5ba5',
  },
  {
    tag: '0039_put_mistakes_right',
    when: 1795942375611,
    sha256: '72b8d53381dfab0ffc2c1fc05b7b671c1be3ffd6d2660b9be939d070fcc56fca',
  },
  {
    tag: '0040_invite_people_to_work_by_link',
    when: 1795942556461,
    sha256: 'f8dca4786f3aa6ded3f5bccfe2e823194b629795b6cbbea4ada009046d9a7bfe',
  },
  {
    tag: '0041_let_strangers_see_the_version_of_a_certificate',
    when: 1795943114275,
    sha256: 'f6ff0262ddea4c568e5e02ed4df65208106bab6094442f8429928ce5b3c30ee7',
  },
  {
    tag: '0042_hand_over_objections',
    when: 1795943437409,
    sha256: '8c68ad6d26ff8605187cc6ee238cbaf91af71e496590b73351fdd9b36ab0eac3',
  },
  {
    tag: '0043_papers_of_mobilities',
    when: 1795943657398,
    sha256: '47c4c4e7a201a63f98c688769e81815487d2ef67207f20dec56c8076027fd027',
  },
  {
    tag: '0044_withdraw_evidence',
    when: 1795945221303,
    sha256: '8ebab3b2d45e03fb50ff747ac663afed8452473d31553db264a76881fe94f492',
  },
  {
    tag: '0045_say_who_takes_part_and_on_which_days',
    when: 1795951499118,
    sha256: 'f73ecb25c9849523c6e3a659f2f5078d7ba5e54978ac2cf1166d7e228b5dbf14',
  },
  {
    tag: '0046_read_facts_of_evidence',
    when: 1795953029605,
    sha256: '5bc36d17dca34d8cf6fc2dd0d56181520c2f10495f48d85cca00deaac81f2c0e',
  },
  {
    tag: '0047_let_people_have_no_birth_date',
    when: 1795953605758,
    sha256: '1d341b737a1fb4f6cbb65cd4f0491ed9bd7162675fe857f423f577e5ba81c5b3',
  },
  {
    tag: '0048_keep_what_learners_bring',
    when: 1795954848834,
    sha256: '4b42c2250115c79613ed3eaf503db3d69d4badb3c5823e4277a1721cbb7a9fdb',
  },
  {
    tag: '0049_signatures_on_paper_and_accompanying_persons',
    when: 1795955810060,
    sha256: '290256d45f771f139d4868c3391ba765801620c50794f08c070ecedbaab50497',
  },
  {
    tag: '0050_move_by_functions_that_anyone_may_own',
    when: 1795959919764,
    sha256: 'a41e4d2d89ea8f426fb858aa04e6f24bcef269e12391ada5244537f54b089615',
  },
  {
    tag: '0051_keep_by_what_right_others_sign',
    when: 1795963017407,
    sha256: '2f249b9656e0b024766a11bf51785f87ad20f2da4e22116a84deece6bba89503',
  },
  {
    tag: '0052_record_parts_of_mobilities',
    when: 1795966164663,
    sha256: 'd43e12acc0b025853d9525849d4cd445b702d241a80ba2b2a819de15393cd70a',
  },
  {
    tag: '0053_let_people_ask_their_school',
    when: 1795967411137,
    sha256: 'e9d501ec9031a68330a49acf739d1310cccc58821850c3bdb4d51d625526c045',
  },
  {
    tag: '0054_keep_the_language_of_people',
    when: 1795967707551,
    sha256: '747e76ce6c2bc3fd6ca656323f2e97dfd35bc80dcdabf5a0037dfb886c2d8df3',
  },
  {
    tag: '0055_group_mobilities_under_one_learning_programme',
    when: 1795968766408,
    sha256: '0b41a9e5e9777addd47a3672b692daa5c1c3622f9df074e15d550fe9581218a2',
  },
  {
    tag: '0056_papers_of_groups_and_dismissed_photographs',
    when: 1795975514533,
    sha256: 'c54c6d4363cc7d22e2469bc6c440bffe7873f3b1132bf294b961643e86437c85',
  },
  {
    tag: '0057_let_people_have_two_guardians',
    when: 1795977113192,
    sha256: 'cf044ca3aa09975383bcd699ff7f79e96144dd8486b877d373052b46489194e7',
  },
  {
    tag: '0058_return_learning_programmes',
    when: 1795977434395,
    sha256: 'e373cd11cf1ec1269415b5a074ea43dfdc0185dedda1be62e117a690fb2dac36',
  },
  {
    tag: '0059_sign_on_paper_for_others_and_attest_companions',
    when: 1795978235778,
    sha256: '1dfacc3be5e7503d273abeeb2e9be75632adb5fd0a5f85690ce8744bc6d3aed7',
  },
  {
    tag: '0060_note_birth_dates_said_through_links',
    when: 1795979662041,
    sha256: '0e9ef6236fa7be54a5f538a72319af017eba12ab5a925153c35e41b4119d4098',
  },
  {
    tag: '0061_confirm_private_addresses_and_count_messages',
    when: 1795980359955,
    sha256: '19889fad2ab54483338af79ddd927427ba893851915401ae5bbbb44c9b19a9c1',
  },
  {
    tag: '0062_have_hosts_say_who_went_with_a_group',
    when: 1795980888160,
    sha256: '6ede3fefd7979d72e328316876b432c2aaeb3cad73d80f154891fb078b0568c9',
  },
  {
    tag: '0063_read_events_of_the_ledger',
    when: 1795988859547,
    sha256: '093404897f13dabb6c1c8e21b4495f3e0ff9aa3af21239dd86d2df4b8f624f81',
  },
  {
    tag: '0064_take_up_batches',
    when: 1795991634691,
    sha256: '67f1ce5ed6643278536c5b7593e6e2ef2ddecb513ee9e6276712f50a59c4b4a8',
  },
  {
    tag: '0065_find_ended_addresses',
    when: 1795992682711,
    sha256: '52617b21039a5b123c1017889ac23a20887b99d7efb819684f5a587e76f338c1',
  },
  {
    tag: '0066_keep_the_first_picture_of_films',
    when: 1795993266557,
    sha256: '373d9a8df25357d5c4f2023b3eaf86b287612451ea4e3a9deba9faf57141157c',
  },
  {
    tag: '0067_name_cohorts_of_mobilities',
    when: 1795993726540,
    sha256: '81c1d953ee2a8ee197b8bd0eb178a8c8029b909150b6c5b8ef1120e91b5154bd',
  },
  {
    tag: '0068_tell_webhooks_of_events',
    when: 1795994582343,
    sha256: '3fb6cfc9b38f58883095ff820dcda8620b65b607bfff8b33ac112930e348268c',
  },
  {
    tag: '0069_give_standing_orders',
    when: 1796001814261,
    sha256: '4bcec838aefca8527e641df8132662ec2f5014372638795d6c5ee8e388dfef6c',
  },
  {
    tag: '0070_keep_agreement_templates',
    when: 1796004000163,
    sha256: '8d382d1897e02b6b474d02445f443d22dba9795c24533ad6270cca4efbb4bfa8',
  },
  {
    tag: '0071_take_tables_in',
    when: 1796005692850,
    sha256: '661d562c807a980b1c5df852404072c122c49e978746e2e5e037970215ebfa37',
  },
  {
    tag: '0072_keep_projects',
    when: 1796006427441,
    sha256: 'beda8ee2a0531e80c4e6d87d340a2ff3c261bdcbd75d1d48d171dd958b196076',
  },
  {
    tag: '0073_keep_modules',
    when: 1796016099347,
    sha256: '8057a2fca7e0063e45e345a44f3b6a3ef8080cbf19cc068e74c291825ba45935',
  },
  {
    tag: '0074_enter_many_at_once',
    when: 1796017708500,
    sha256: '77d2552cd7e342a4caeb4cd72e59eb93839ce16b6709c45b5cdc441c9cb2cd11',
  },
  {
    tag: '0075_list_results',
    when: 1796019434223,
    sha256: '4ab636aaf673f109c67ed9667ff6336bc4588bad0967b7296ecc0071be53e7c4',
  },
  {
    tag: '0076_sign_one_memorandum_with_many',
    when: 1796020006589,
    sha256: '6b54af74051f49f688f09e0a00fd9f84dd88669bf5dca7d5c9e6f484f9718ddc',
  },
  {
    tag: '0077_find_due_marks',
    when: 1796030647417,
    sha256: '5a51538128e80705fd78ca385a9d314fe2c15e3bfcbe0dc0a00e1ec8197e50c7',
  },
  {
    tag: '0078_move_mobilities_with_their_agreements',
    when: 1796033718129,
    sha256: '78782f70ba397cc27b1e86f717c7e4b6b562eac78dabe574132f42acc059b3fe',
  },
]

const journal = JSON.parse(readFileSync('migrations/meta/_journal.json', 'utf8')) as {
  entries: { idx: number; tag: string; when: number }[]
}

test('no migration that landed has changed, and each one here has landed', () => {
  const here = journal.entries.map(({ tag, when }) => ({
    tag,
    when,
    sha256: createHash('sha256')
      .update(readFileSync(`migrations/${tag}.sql`))
      .digest('hex'),
  }))
  expect(here).toEqual(landed)
  const files = readdirSync('migrations').filter((file) => file.endsWith('.sql'))
  expect(files.sort()).toEqual(landed.map(({ tag }) => `${tag}.sql`))
})

test('the migrations are numbered in their order, each later than the one before: the others are never run', () => {
  journal.entries.forEach(({ idx, tag, when }, index) => {
    expect([idx, tag.slice(0, 5)]).toEqual([index, `${String(index).padStart(4, '0')}_`])
    expect(when).toBeGreaterThan(journal.entries[index - 1]?.when ?? 0)
  })
})

test('each migration begins with the schema that the one before it left', () => {
  const snapshots = journal.entries.map(
    ({ tag }) =>
      JSON.parse(readFileSync(`migrations/meta/${tag.slice(0, 4)}_snapshot.json`, 'utf8')) as {
        id: string
        prevId: string
      },
  )
  const before = snapshots.slice(0, -1).map(({ id }) => id)
  expect(snapshots.slice(1).map(({ prevId }) => prevId)).toEqual(before)
})
