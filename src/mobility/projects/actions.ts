import { actionsOn, inPerson, onBehalf } from '../../platform/actions/action.ts'

const keeping = {
  on: 'project',
  from: null,
  by: onBehalf('register', ['coordinator', 'admin']),
} as const

export const projectKeeping = actionsOn()({
  registerProject: {
    ...keeping,
    name: 'register-project',
    route: 'POST /v1/projects',
    ledger: 'project.register',
  },
  changeProject: {
    ...keeping,
    name: 'change-project',
    route: 'PATCH /v1/projects/{id}',
    ledger: 'project.change',
  },
  proposeJointMemorandum: {
    name: 'propose-joint-memorandum',
    on: 'project',
    from: null,
    by: inPerson('register', ['coordinator', 'admin'], 'own'),
    route: 'POST /v1/projects/{id}/memoranda',
    ledger: 'project.propose-memorandum',
  },
})
