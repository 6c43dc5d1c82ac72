/** The client of our own back-office says nothing to the server that the documents don't know, and reads what they promise. */
import * as client from '@cimaise/client'
import type { Static } from 'typebox'
import { afterAll, afterEach, beforeAll, expect, expectTypeOf, test, vi } from 'vitest'
import type { ApiToken, NewApiToken } from '../accounts/wire.models.ts'
import type {
  Account,
  AdministeredOrganization,
  JobQueue,
  PeriodicJob,
  SiteHealth,
  SynonymModel,
} from '../administration/wire.models.ts'
import type { AuditEntryModel } from '../audit/wire.models.ts'
import type { Discussion } from '../community/wire.models.ts'
import type { Dataset, License, Resource, UploadedResource } from '../catalog/wire.models.ts'
import type { DatasetBody } from '../catalog/wire.dataset-input.ts'
import type { ResourceBody } from '../catalog/wire.resource-input.ts'
import type { Me, Organization } from '../organizations/wire.models.ts'
import type { NewOrganization } from '../organizations/wire.input.ts'
import type { Labelled } from '../subjects/wire.models.ts'
import { readDescribedApi, type DescribedApi } from '../testing/described-api.ts'
import { startTestApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let api: DescribedApi
beforeAll(async () => {
  app = await startTestApp()
  api = await readDescribedApi(app.url)
  client.setOrigin('https://cimaise.example')
})
afterEach(() => vi.unstubAllGlobals())
afterAll(() => app.close())

interface Sent {
  method: string
  url: string
  body: string | FormData | null
}

/** What leaves through the browser's two doors, answered with nothing. */
const recordRequests = (): Sent[] => {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body = null }: RequestInit) => {
    sent.push({ method, url, body: body as string | null })
    return new Response('{"response": {}}')
  })
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {}
      status = 200
      responseText = '{}'
      onload = () => {}
      onloadend = () => {}
      asked = { method: '', url: '' }
      open(method: string, url: string) {
        this.asked = { method, url }
      }
      setRequestHeader() {}
      send(body: FormData) {
        sent.push({ ...this.asked, body })
        this.onload()
        this.onloadend()
      }
    },
  )
  return sent
}

const DATASET = { title: 'Musées', description: 'x', tags: ['musee'], temporal_coverage: { start: '2020', end: null } }
const PERSON = { email: 'a@b.example', password: 'x', first_name: 'A', last_name: 'B' }
const FLOW = { name: 'x', organization: 'x', slug: 'x', definition: {}, credentials: { password: null } }
const SETTINGS = {
  ...{ recommended_tags: ['x'], required_tags: ['x'], default_license: 'lov2', default_contact_point: null },
  ...{ help_url: 'https://x.example', help_email: 'x@x.example', membership_help: 'x', four_eyes: true },
}
const HOLDINGS: client.HoldingFilters = {
  ...{ q: 'x', state: 'draft', late: true, license: 'none', frequency: 'annual', tag: ['x', 'y'] },
  ...{ untagged: true, quality_below: 50, fed: false, broken: true },
}
const BULK: client.BulkChanges = {
  ...{ add_tags: ['x'], remove_tags: ['y'], license: 'lov2', frequency: 'annual', contact_points: ['1'] },
  ...{ private: true, archived: false, organization: '1' },
}

const AUDIT: client.AuditQuery = {
  ...{ person: 'x', q: 'x', operation: 'x', object: 'x', from: '2026-01-01', to: '2026-01-02', outcome: 'refused' },
}
const TRIAL = { organization: 'x', credentials: { password: 'x' }, flow: '1' }
const ASSIGNED = { class: 'Dataset', id: 'x' }
const CONTACT = { name: 'x', role: 'contact', email: 'x@x.example', contact_form: null }
const file = new File(['a;b'], 'musees.csv')

/** Every function of the client, called with all that it can send. */
const CALLS: Record<string, () => Promise<unknown>> = {
  login: () => client.login({ email: 'a@b.example', password: 'x' }),
  validateCode: () => client.validateCode('123456'),
  rescue: () => client.rescue('abcd'),
  askPasswordReset: () => client.askPasswordReset('a@b.example'),
  resetPassword: () => client.resetPassword('token', 'x', 'x'),
  logout: () => client.logout(),
  register: () => client.register({ ...PERSON, password_confirm: 'x', accept_conditions: true }),
  setupNeeded: () => client.setupNeeded(),
  setup: () => client.setup({ ...PERSON, code: 'x' }),
  getMe: () => client.getMe(),
  updateMe: () => client.updateMe({ first_name: 'A', last_name: 'B', about: null, website: null, lang: 'en' }),
  listApiKeys: () => client.listApiKeys(),
  createApiKey: () =>
    client.createApiKey({ name: 'Essai', scopes: ['read'], expires_at: '2030-01-31', organization: '1' }),
  revokeApiKey: () => client.revokeApiKey('1'),
  answerInvitation: () => client.answerInvitation('1', 'accept'),
  askNewEmail: () => client.askNewEmail('a@b.example'),
  changePassword: () => client.changePassword('x', 'y', 'y'),
  closeOtherSessions: () => client.closeOtherSessions(),
  closeSession: () => client.closeSession('1'),
  confirmSecondFactor: () => client.confirmSecondFactor('123456'),
  deleteMe: () => client.deleteMe(),
  draftSecondFactor: () => client.draftSecondFactor(),
  getNotificationChoices: () => client.getNotificationChoices(),
  hasSecondFactor: () => client.hasSecondFactor(),
  listMyInvitations: () => client.listMyInvitations(),
  listMyMembershipRequests: () => client.listMyMembershipRequests(),
  listOrganizationApiKeys: () => client.listOrganizationApiKeys('1'),
  listSessions: () => client.listSessions(),
  proveAgain: () => client.proveAgain('x'),
  revokeOrganizationApiKey: () => client.revokeOrganizationApiKey('1', '2'),
  sendMyAvatar: () => client.sendMyAvatar(file),
  stopSecondFactor: () => client.stopSecondFactor(),
  unsubscribe: () => client.unsubscribe('x'),
  updateNotificationChoices: () => client.updateNotificationChoices({ flows: 'weekly' }),
  listNotifications: () => client.listNotifications(false, 50),
  readNotification: () => client.readNotification('1'),
  listMyDatasets: () => client.listMyDatasets().catch(() => 'the answer is no list'),
  getDataset: () => client.getDataset('1'),
  searchDatasets: () => client.searchDatasets({ q: 'x', organization: 'x', tag: 'x', page: 2, page_size: 50 }),
  createDataset: () => client.createDataset(DATASET),
  createDraft: () => client.createDraft(DATASET),
  updateDataset: () => client.updateDataset('1', { ...DATASET, organization: 'x', private: false }, '"1"'),
  deleteDataset: () => client.deleteDataset('1'),
  restoreDataset: () => client.restoreDataset('1'),
  addLink: () => client.addLink('1', { title: 'x', url: 'https://x.example', format: 'csv', type: 'main' }),
  getResource: () => client.getResource('1', '2'),
  updateResource: () => client.updateResource('1', '2', { title: 'x', description: null }),
  makeLink: () => client.makeLink('1', '2', { url: 'https://x', format: 'csv' }),
  copyLink: () => client.copyLink('1', '2'),
  deleteResource: () => client.deleteResource('1', '2'),
  reorderResources: () => client.reorderResources('1', ['2', '3']),
  uploadFile: () => client.uploadFile('1', file),
  createDeposit: async () => {
    await client.createDeposit('1', null, file)
    await client.createDeposit('1', '2', file)
  },
  createDepositOf: async () => {
    await client.createDepositOf('1', null, 'x')
    await client.createDepositOf('1', '2', 'x', 'sha256:0')
  },
  getDeposit: () => client.getDeposit('1', '2'),
  listDeposits: () => client.listDeposits('1'),
  fixDeposit: () => client.fixDeposit('1', '2', [{ action: 'pad_zeros', column: 1, length: 5 }, { action: 'to_utf8' }]),
  compareVersions: () => client.compareVersions('1', '2', 3, 4),
  labelVersion: () => client.labelVersion('1', '2', 3, 'x'),
  purgeVersion: () => client.purgeVersion('1', '2', 3, 'x'),
  publishDeposit: () => client.publishDeposit('1', '2', { reason: 'x', confirm: true }),
  listFileChanges: () => client.listFileChanges('1', 2),
  listVersions: () => client.listVersions('1', '2'),
  restoreVersion: () => client.restoreVersion('1', '2', 3, 'x'),
  listFindings: () => client.listFindings('1'),
  getDraft: () => client.getDraft('1'),
  saveDraft: () => client.saveDraft('1', { fields: { title: 'x' }, before: { title: 'y' }, revision: 1 }),
  listTransfers: () => client.listTransfers({ subject: 'x', status: 'pending' }),
  requestTransfer: () => client.requestTransfer('1', { class: 'Organization', id: 'x' }, 'x'),
  answerTransfer: () => client.answerTransfer('1', 'accept'),
  suggestTags: () => client.suggestTags('x').catch(() => 'the answer is no list'),
  suggestZones: () => client.suggestZones('x'),
  findZones: () => client.findZones(['x', 'y']).catch(() => 'the answer is no collection'),
  listGranularities: () => client.listGranularities(),
  listAccessReasons: () => client.listAccessReasons(),
  discardDraft: () => client.discardDraft('1'),
  previewMarkdown: () => client.previewMarkdown('**x**'),
  suggestMetadata: () => client.suggestMetadata('1'),
  findAlike: () => client.findAlike('Musées', null),
  listSilenced: () => client.listSilenced('1'),
  silenceFinding: () => client.silenceFinding('1', { rule: 'x', place: { kind: 'file' }, reason: 'Normal.' }),
  unsilenceFinding: () => client.unsilenceFinding('1', '2'),
  askPublication: async () => {
    await client.askPublication('1', { submit: true, publish_at: null, reason: 'x' })
    await client.askPublication('1', { deposit: '2', publish_at: '2030-01-01T08:00:00+01:00', confirm: true })
  },
  listDatasetPublications: () => client.listDatasetPublications('1'),
  listPublications: () => client.listPublications('x', { states: ['submitted', 'planned'], page: 2 }),
  acceptPublication: () => client.acceptPublication('1', { publish_at: null, reason: 'x', sha256: '0'.repeat(64) }),
  refusePublication: () => client.refusePublication('1', 'x'),
  cancelPublication: () => client.cancelPublication('1'),
  movePublication: () => client.movePublication('1', '2030-01-01T08:00:00+01:00'),
  discardDeposit: () => client.discardDeposit('1', '2'),
  replaceFile: () => client.replaceFile('1', '2', file),
  listDiscussions: () =>
    client.listDiscussions({ org: '1', for: '2', closed: 'false', q: 'x', page: 2, page_size: 10 }),
  replyToDiscussion: () => client.replyToDiscussion('1', { comment: 'x', close: true, organization: 'x' }),
  createOrganization: () => client.createOrganization({ name: 'x', description: 'x', acronym: 'X', url: 'https://x' }),
  getOrganization: () => client.getOrganization('1'),
  updateOrganization: () => client.updateOrganization('1', { url: 'https://x' }),
  getDesk: () => client.getDesk(20),
  listActivity: () =>
    client.listActivity({ related_to: '0'.repeat(24), by: 'flow', mine: true, page: 1, page_size: 10 }),
  getDatasetStatistics: () => client.getDatasetStatistics('1', { from: '2026-01', to: '2026-02', by: 'day' }),
  getOrganizationStatistics: () => client.getOrganizationStatistics('1', { by: 'month' }),
  suggestOrganizations: () => client.suggestOrganizations('x'),
  findOrganizations: () => client.findOrganizations({ name: 'x', business_number_id: 'x' }),
  deleteOrganization: () => client.deleteOrganization('1'),
  listOrganizationBadges: () => client.listOrganizationBadges(),
  sendLogo: () => client.sendLogo('1', file),
  removeLogo: () => client.removeLogo('1'),
  listOrganizationTags: () => client.listOrganizationTags('1').catch(() => 'the answer has no counters'),
  listMembershipRequests: () => client.listMembershipRequests('1', { status: 'pending', user: 'x' }),
  askToJoin: () => client.askToJoin('1', 'x'),
  acceptRequest: () => client.acceptRequest('1', '2', { role: 'partial_editor', assignments: [ASSIGNED] }),
  refuseRequest: () => client.refuseRequest('1', '2', 'x'),
  cancelRequest: () => client.cancelRequest('1', '2'),
  inviteMember: () => client.inviteMember('1', { email: 'a@b.example', role: 'editor', comment: 'x', assignments: [] }),
  changeMemberRole: () => client.changeMemberRole('1', '2', 'admin'),
  removeMember: () => client.removeMember('1', '2'),
  listAssignments: () => client.listAssignments('1'),
  replaceAssignments: () => client.replaceAssignments('1', '2', [ASSIGNED]),
  suggestUsers: () => client.suggestUsers('x'),
  listContactPoints: async () => {
    await client.listContactPoints({ organization: '1' })
    await client.listContactPoints({ owner: '1' })
  },
  createContactPoint: () => client.createContactPoint({ ...CONTACT, organization: '1' }),
  updateContactPoint: () => client.updateContactPoint('1', CONTACT),
  deleteContactPoint: () => client.deleteContactPoint('1'),
  listContactRoles: () => client.listContactRoles(),
  getOrganizationSettings: () => client.getOrganizationSettings('1'),
  updateOrganizationSettings: () => client.updateOrganizationSettings('1', SETTINGS),
  listLicenses: () => client.listLicenses(),
  listFrequencies: () => client.listFrequencies(),
  listResourceTypes: () => client.listResourceTypes(),
  listExtensions: () => client.listExtensions(),
  getLimits: () => client.getLimits(),
  listFlows: () => client.listFlows({ organization: 'x', dataset: 'y', page: 2 }),
  getFlow: () => client.getFlow('1'),
  getFlowYaml: () => client.getFlowYaml('1'),
  getFlowDefaults: () => client.getFlowDefaults(),
  createFlow: () => client.createFlow(FLOW),
  updateFlow: () => client.updateFlow('1', { name: 'x', slug: 'x', definition: {}, credentials: {} }, '"1"'),
  deleteFlow: () => client.deleteFlow('1'),
  activateFlow: () => client.activateFlow('1'),
  pauseFlow: () => client.pauseFlow('1', 'Travaux'),
  testSource: () => client.testSource({ ...TRIAL, source: { kind: 'inbox' } }),
  previewMapping: () => client.previewMapping({ ...TRIAL, definition: {} }),
  startRun: () => client.startRun('1', { dry: true, backfill: false }),
  listRuns: () => client.listRuns('1', 2),
  getRun: () => client.getRun('1', '2'),
  cancelRun: () => client.cancelRun('1', '2'),
  listDecisions: () => client.listDecisions('1', '2', { outcome: 'held', page: 2 }),
  listHeld: () => client.listHeld({ flow: '1', state: 'waiting', page: 2 }),
  releaseHeld: () => client.releaseHeld('1', 'Vu.'),
  rejectHeld: () => client.rejectHeld('1', null),
  renewFlowAddress: () => client.renewFlowAddress('1', 'hook'),
  renewFlowSignature: () => client.renewFlowSignature('1'),
  listFlowDeliveries: () => client.listFlowDeliveries('1', 2),
  applyFlows: () => client.applyFlows('x', 'slug: a', true),
  listFeedings: () => client.listFeedings('1'),
  giveFieldToFlow: () => client.giveFieldToFlow('1', 'dataset', '2', 'title'),
  getSite: () => client.getSite(),
  listUploads: () => client.listUploads(),
  listHoldings: async () => {
    await client.listHoldings('1', { ...HOLDINGS, sort: '-quality', page: 2, page_size: 50 })
    await client.listHoldings(null, {})
  },
  listSavedViews: () => client.listSavedViews('1'),
  createSavedView: () => client.createSavedView({ name: 'x', query: 'late=true', shared: true, organization: '1' }),
  updateSavedView: () => client.updateSavedView('1', { name: 'x', query: '', shared: false }),
  deleteSavedView: () => client.deleteSavedView('1'),
  previewBulkEdit: () => client.previewBulkEdit('1', { filter: HOLDINGS, changes: BULK }),
  startBulkEdit: () => client.startBulkEdit('1', { ids: ['1'], changes: BULK }),
  listBulkEdits: () => client.listBulkEdits('1', 2),
  getBulkEdit: () => client.getBulkEdit('1', '2'),
  listBulkEntries: () => client.listBulkEntries('1', '2', 3),
  undoBulkEdit: () => client.undoBulkEdit('1', '2'),
  listAccounts: () => client.listAccounts({ q: 'x', only: 'admins', page: 2, page_size: 50 }),
  getAccount: () => client.getAccount('1'),
  createAccount: () => client.createAccount({ email: 'a@b.example', first_name: 'A', last_name: 'B', roles: [] }),
  updateAccount: () => client.updateAccount('1', { active: false, roles: ['admin'] }),
  deleteAccount: () => client.deleteAccount('1'),
  rotateAccountPassword: () => client.rotateAccountPassword('1'),
  stopSecondFactorOf: () => client.stopSecondFactorOf('1'),
  listAllOrganizations: () =>
    client.listAllOrganizations({ q: 'x', badge: 'certified', deleted: 'true', page: 2, page_size: 50 }),
  restoreOrganization: () => client.restoreOrganization('1'),
  listSynonyms: () => client.listSynonyms(),
  addSynonym: () => client.addSynonym({ terms: ['x'], replacements: ['y'] }),
  updateSynonym: () => client.updateSynonym('1', { terms: ['x', 'y'], replacements: null }),
  deleteSynonym: () => client.deleteSynonym('1'),
  addKnownAcronyms: () => client.addKnownAcronyms(),
  explainQuestion: () => client.explainQuestion('x'),
  listJobs: () => client.listJobs('failed'),
  listPeriodicJobs: () => client.listPeriodicJobs(),
  retryJob: () => client.retryJob('1'),
  giveUpJob: () => client.giveUpJob('1'),
  getSiteHealth: () => client.getSiteHealth(),
  listAuditEntries: () => client.listAuditEntries({ ...AUDIT, page: 2, page_size: 50 }),
  addOrganizationBadge: () => client.addOrganizationBadge('1', 'certified'),
  removeOrganizationBadge: () => client.removeOrganizationBadge('1', 'certified'),
  listDatasetBadges: () => client.listDatasetBadges(),
  addDatasetBadge: () => client.addDatasetBadge('1', 'spd'),
  removeDatasetBadge: () => client.removeDatasetBadge('1', 'spd'),
  featureDataset: async () => {
    await client.featureDataset('1', true)
    await client.featureDataset('1', false)
  },
  listReports: () => client.listReports({ handled: 'false', page: 2 }),
  listReportReasons: () => client.listReportReasons(),
  dismissReport: () => client.dismissReport('1', '2026-01-01', 'x'),
  getReportedDiscussion: () => client.getReportedDiscussion('1'),
  deleteReportedDiscussion: () => client.deleteReportedDiscussion('1'),
  deleteReportedMessage: () => client.deleteReportedMessage('1', '2'),
}

test('every function of the client is called here', () => {
  // Addresses are for links: nothing is sent.
  const isCall = (name: string): boolean =>
    !['ApiError', 'setLanguage', 'setOrigin', 'setTransport'].includes(name) && !/^(?!renew).*Address$/.test(name)
  const functions = Object.keys(client).filter(isCall)
  expect(functions.toSorted()).toEqual(Object.keys(CALLS).toSorted())
})

test.each(Object.entries(CALLS))('%s: the address, its parameters and its body are described', async (_name, call) => {
  const sent = recordRequests()
  await call()
  expect(sent.length).toBeGreaterThan(0)
  for (const { method, url, body } of sent) {
    const { pathname, searchParams } = new URL(url)
    const operation = api.find(method, pathname)
    expect(operation, `${method} ${pathname}`).toBeDefined()
    if (!operation) continue
    const known = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    expect(known).toEqual(expect.arrayContaining([...searchParams.keys()]))
    // A form is described by its fields, which the route reads by hand.
    const wrong = typeof body === 'string' ? api.wrongInBody(operation, JSON.parse(body)) : []
    expect(wrong).toEqual([])
  }
})

test('what the client reads is what the models promise (checked by the compiler)', () => {
  expectTypeOf<Static<typeof Dataset>>().toExtend<client.Dataset>()
  expectTypeOf<Static<typeof Resource>>().toExtend<client.Resource>()
  expectTypeOf<Static<typeof UploadedResource>>().toExtend<Omit<client.UploadedResource, 'success'>>()
  expectTypeOf<Static<typeof Organization>>().toExtend<client.Organization>()
  expectTypeOf<Static<typeof Me>>().toExtend<client.Me>()
  expectTypeOf<Static<typeof Discussion>>().toExtend<client.Discussion>()
  expectTypeOf<Static<typeof ApiToken>>().toExtend<client.ApiKey>()
  expectTypeOf<Static<typeof NewApiToken>>().toExtend<client.NewApiKey>()
  expectTypeOf<Static<typeof License>>().toExtend<client.License>()
  expectTypeOf<Static<typeof Labelled>>().toExtend<client.Ref>()
  expectTypeOf<Static<typeof Account>>().toExtend<client.Account>()
  expectTypeOf<Static<typeof AdministeredOrganization>>().toExtend<client.AdministeredOrganization>()
  expectTypeOf<Static<typeof SynonymModel>>().toExtend<client.Synonym>()
  expectTypeOf<Static<typeof JobQueue>>().toExtend<client.JobQueue>()
  expectTypeOf<Static<typeof PeriodicJob>>().toExtend<client.PeriodicJob>()
  expectTypeOf<Static<typeof SiteHealth>>().toExtend<client.SiteHealth>()
  expectTypeOf<Static<typeof AuditEntryModel>>().toExtend<client.AuditEntry>()
})

test('what the client writes is what the schemas take (checked by the compiler)', () => {
  expectTypeOf<client.DatasetInput>().toExtend<Static<typeof DatasetBody>>()
  expectTypeOf<client.ResourceInput>().toExtend<Static<typeof ResourceBody>>()
  expectTypeOf<client.OrganizationInput>().toExtend<Static<typeof NewOrganization>>()
})
