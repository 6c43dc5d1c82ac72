import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HeldFile } from '@cimaise/client'
import { unseal } from '../lib/seal.ts'
import { startS3, type TestS3 } from '../sources/testing/start-s3.ts'
import { startTestApp, type Person, type TestApp } from '../testing/test-app.ts'
import { FILES, fillBucket, flowsOf, table } from '../testing/week/ministry.ts'
import { playUntil, readRuns, type PlayedRun } from '../testing/week/play-nights.ts'
import { noticesOf, quarantineOf, sentenceIn, tableOf, timeOf, toldBy, versionsOf } from '../testing/week/read-week.ts'
import { isSignedBy, startReceiver, type Call } from '../testing/week/start-receiver.ts'

/**
 * A week of a ministry's bucket, in fast time. Three flows read its forty files each night at half past two in Paris:
 * lists of museums, their visits (one dataset for each region, made by the flow), festivals. The story is told night by
 * night; what comes of it is in tables, which are the specification of what happens.
 */
let app: TestApp
let camille: Person
let bucket: TestS3
let receiver: Awaited<ReturnType<typeof startReceiver>>
const clock = { now: new Date('2026-03-25T17:00:00Z') }
const FLOWS = ['musees', 'visites', 'festivals']
let runs: PlayedRun[] = []
let organization: string
let calls: Call[] = []
/** What programs and people were told, when. */
const programs: string[] = []
const people: string[] = []

beforeAll(async () => {
  app = await startTestApp({ now: () => clock.now, sites: {} })
  camille = await app.person('Camille Perrin')
  bucket = await startS3({ bucket: 'ministere' })
  receiver = await startReceiver()
  await declareFlows()
  await playTheWeek()
  runs = (await Promise.all(FLOWS.map((flow) => readRuns(camille, flow)))).flat()
}, 120_000)
afterAll(async () => {
  await app.close()
  await bucket.close()
  await receiver.close()
})

const declareFlows = async (): Promise<void> => {
  const ministry = { name: 'Ministère', description: 'Un ministère.' }
  organization = (await camille.call('POST', '/api/1/organizations/', ministry)).json.id
  const newDataset = async (title: string): Promise<string> =>
    (
      await camille.call('POST', '/api/1/datasets/', {
        title,
        description: 'Écrit par Camille.',
        tags: ['culture'],
        organization,
      })
    ).json.id
  const datasets = { musees: await newDataset('Musées de France'), festivals: await newDataset('Festivals') }
  for (const { definition, ...flow } of flowsOf(datasets)) {
    const source = {
      ...bucket.spec,
      pathStyle: undefined,
      path_style: true,
      prefix: `${flow.name.replace('é', 'e').toLowerCase()}/`,
    }
    const alerts = { people: 'admins', mails: ['astreinte@culture.example'], webhooks: [receiver.url] }
    const input = {
      ...flow,
      organization,
      credentials: bucket.secrets,
      definition: { kind: 'files', source, alerts, ...definition },
    }
    const made = await camille.call('POST', '/api/1/flows/', input)
    expect(made.status, made.text).toBe(201)
    await camille.call('POST', `/api/1/flows/${made.json.slug}/activate/`)
  }
}

const play = (until: string): Promise<void> => playUntil(app, clock, until, listen)
const listen = async (at: Date): Promise<void> => {
  const now = receiver.calls.splice(0)
  calls = [...calls, ...now]
  programs.push(...now.map((call) => `${timeOf(at)} ${toldBy(call)}`).sort())
  const mails = (await app.outbox()).filter(({ to }) => to === camille.user.email).map(sentenceIn)
  people.push(
    ...mails
      .slice(people.length)
      .map((sentence) => `${timeOf(at)} ${sentence}`)
      .sort(),
  )
}
/** What happens while a flow waits between its two looks, or between two attempts. */
const meanwhile = (flow: string, what: () => unknown): void => {
  app.flowDeps.sleep = async () => {
    const listed = bucket.requests.findLast((request) => request.includes('prefix='))
    if (listed?.includes(`prefix=${flow}%2F`)) await what()
  }
}

const playTheWeek = async (): Promise<void> => {
  // Wednesday evening: the bucket is empty.
  await play('2026-03-25T18:00:00Z')
  // Thursday: one list is being written when it is first looked at; the agenda comes after its night.
  await fillBucket(bucket, ['festivals/agenda.csv'])
  await bucket.put('musees/liste_2025.csv', table(40, 'Liste'))
  meanwhile('musees', () => bucket.put('musees/liste_2025.csv', table(100, 'Liste')))
  await play('2026-03-26T08:00:00Z')
  app.flowDeps.sleep = async () => {}
  await bucket.put('festivals/agenda.csv', table(100, 'Agenda'))
  // Friday: a web page in the place of a list, nothing at all, sixty rows of a hundred that are gone.
  await bucket.put('musees/liste_2024.csv', '<!doctype html><html><body>Service indisponible</body></html>')
  await bucket.put('visites/occitanie/visites_2025.csv', '')
  await bucket.put('visites/bretagne/visites_2025.csv', table(40, 'Bretagne'))
  await play('2026-03-27T08:00:00Z')
  // Saturday: Brittany is whole again, a column has another name, and the line is cut while the places come.
  await bucket.put('visites/bretagne/visites_2025.csv', table(105, 'Bretagne'))
  await bucket.put('musees/liste_2023.csv', table(100, 'musees/liste_2023.csv', 'appellation'))
  await bucket.put('festivals/lieux.csv', table(110, 'Lieux'.padEnd(3_000, '.')))
  let isCut = false
  meanwhile('festivals', () => isCut || ((isCut = true), bucket.line.cutAfter(100_000)))
  await play('2026-03-28T01:51:00Z')
  bucket.line.cutAfter(null)
  await play('2026-03-28T08:00:00Z')
  // Sunday, whose night has no half past two: a list is gone, another table has only its header.
  await bucket.remove('musees/liste_2022.csv')
  await bucket.put('visites/corse/visites_2025.csv', 'id;nom;ville\n')
  await play('2026-03-29T08:00:00Z')
  // Monday: the key was changed in the evening, and a list is new. Camille gives the new key at nine.
  const credentials = bucket.rotateKey()
  await bucket.put('musees/liste_2021.csv', table(101, 'Liste 2021'))
  await play('2026-03-30T07:12:00Z')
  for (const flow of FLOWS)
    await camille.call('PUT', `/api/1/flows/${flow}/`, { credentials, credentials_expire_at: null })
  await play('2026-03-30T08:00:00Z')
  // Tuesday: two lists of one year. Camille says what becomes of two of the files that wait.
  await bucket.put('musees/archives/liste_2020.csv', table(100, 'Archives'))
  await play('2026-03-31T08:00:00Z')
  const waiting: HeldFile[] = (await camille.call('GET', '/api/1/flows/held/?state=waiting')).json.data
  const of = (key: string) => waiting.find((one) => one.key === key)?.id
  await camille.call('POST', `/api/1/flows/held/${of('liste_2023.csv')}/release/`, {
    reason: 'Le nouveau nom est voulu.',
  })
  await camille.call('POST', `/api/1/flows/held/${of('corse/visites_2025.csv')}/reject/`, { reason: 'À refaire.' })
  // Wednesday: the second list is taken away, the web page gave its place back to a list.
  await bucket.remove('musees/archives/liste_2020.csv')
  await bucket.put('musees/liste_2024.csv', table(102, 'Liste 2024'))
  await play('2026-04-01T08:00:00Z')
}

/** `v2`: became that version; `=`: the same; `(=)`: the same as the one that was kept back; nothing: it isn't there. */
test('what became of each file, night by night', () => {
  expect(tableOf(runs, ['26', '27', '28', '29', '30', '31', '01'])).toBe(
    `
festivals/agenda.csv              |            | v1         | = =        | =          | =          | =          | =
festivals: 2 files                | v1         | =          | = =        | =          | =          | =          | =
festivals/lieux.csv               | v1         | =          | failed v2  | =          | =          | =          | =
musees/archives/liste_2020.csv    |            |            |            |            |            | conflict   |
musees: 6 files                   | v1 =       | =          | =          | =          | =          | =          | =
musees/liste_2020.csv             | v1 =       | =          | =          | =          | =          | conflict = | =
musees/liste_2021.csv             | v1 =       | =          | =          | =          | v2         | =          | =
musees/liste_2022.csv             | v1 =       | =          | =          | waiting    | vanished   |            |
musees/liste_2023.csv             | v1 =       | =          | held       | (=)        | (=)        | (=)        | =
musees/liste_2024.csv             | v1 =       | held       | (=)        | (=)        | (=)        | (=)        | v2
musees/liste_2025.csv             | waiting v1 | =          | =          | =          | =          | =          | =
visites: 21 files                 | v1         | =          | =          | =          | =          | =          | =
visites/bretagne/visites_2025.csv | v1         | held       | v2         | =          | =          | =          | =
visites/corse/visites_2025.csv    | v1         | =          | =          | held       | (=)        | (=)        | (=)
visites/occitanie/visites_2025.csv| v1         | held       | (=)        | (=)        | (=)        | (=)        | (=)
`.trim(),
  )
})

test('what each run says of itself', () => {
  const said = runs.map(({ at, flow, state, sentence }) => `${timeOf(at)} ${flow} ${state}: ${sentence}`)
  expect(said.filter((line) => !line.endsWith('Rien de nouveau.')).sort(byNight)).toEqual([
    '25 18:00 festivals done: Aucun fichier dans la source.',
    '25 18:00 musees done: Aucun fichier dans la source.',
    '25 18:00 visites done: Aucun fichier dans la source.',
    '26 02:30 musees done: 11 fichiers publiés, 1 à revoir au prochain passage.',
    '26 02:30 visites done: 24 fichiers publiés.',
    '26 02:31 musees done: 1 fichier publié.',
    '26 02:50 festivals done: 3 fichiers publiés.',
    '27 02:30 musees done: 1 fichier retenu.',
    '27 02:30 visites done: 2 fichiers retenus.',
    '27 02:50 festivals done: 1 fichier publié.',
    '28 02:30 musees done: 1 fichier retenu.',
    '28 02:30 visites done: 1 fichier publié.',
    '28 02:50 festivals failed: 1 fichier en échec.',
    '28 02:52 festivals done: 1 fichier publié.',
    '29 03:00 musees done: 1 fichier à revoir au prochain passage.',
    '29 03:00 visites done: 1 fichier retenu.',
    '30 02:30 musees failed: Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 02:30 visites failed: Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 02:50 festivals failed: Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 09:12 musees done: 1 fichier publié, 1 disparu de la source.',
    '31 02:30 musees failed: 2 fichiers en conflit.',
    '01 02:30 musees done: 1 fichier publié.',
  ])
  expect(said).toHaveLength(29)
})

test('the versions in the end', async () => {
  const versions = await versionsOf(camille, organization)
  expect(versions).toHaveLength(FILES.length)
  expect(versions.filter((line) => !line.endsWith(': v1'))).toEqual([
    'Festivals / lieux.csv: v2',
    'Musées de France / Liste des musées 2021: v2',
    'Musées de France / Liste des musées 2023: v2',
    'Musées de France / Liste des musées 2024: v2',
    'Visites des musées : bretagne / Visites 2025: v2',
  ])
})

test('the quarantine in the end', async () => {
  expect(await quarantineOf(camille)).toEqual([
    '27 02:30 musees/liste_2024.csv replaced: Ce fichier est une page web (HTML), souvent un message d’erreur enregistré sous un autre nom. Rien n’a été enregistré : reprenez le fichier à sa source.',
    '27 02:30 visites/bretagne/visites_2025.csv replaced: 60 % de lignes en moins (100 → 40) ; le flux en accepte 30 %.',
    '27 02:30 visites/occitanie/visites_2025.csv waiting: Ce fichier est vide. Rien n’a été enregistré.',
    '28 02:30 musees/liste_2023.csv released (Le nouveau nom est voulu.): La colonne « nom » s’appelle maintenant « appellation » : les programmes qui la lisent vont s’arrêter.',
    '29 03:00 visites/corse/visites_2025.csv rejected (À refaire.): Ce tableau n’a aucune ligne sous ses noms de colonnes.',
  ])
})

test('what programs are told, in calls that are signed', async () => {
  expect(programs).toEqual([
    '27 02:30 musees held',
    '27 02:30 visites held',
    '28 02:30 musees held',
    '28 02:50 festivals failing',
    '28 02:52 festivals recovered',
    '29 03:00 visites held',
    '29 10:00 visites credentials_expiring',
    '30 02:30 musees failing',
    '30 02:30 visites failing',
    '30 02:50 festivals failing',
    '30 09:12 festivals recovered',
    '30 09:12 musees recovered',
    '30 09:12 musees vanished',
    '30 09:12 visites recovered',
    '31 02:30 musees failing',
    '31 10:00 festivals late',
    '01 02:30 musees recovered',
  ])
  const secrets = await app.database.pool.query('select webhook_secret as sealed from flows')
  const keys = secrets.rows.map(({ sealed }) => unseal(app.flowDeps.secretKey, sealed) ?? '')
  for (const call of calls) expect(keys.filter((key) => isSignedBy(key, call))).toHaveLength(1)
})

test('what people are told by mail, and in the application', async () => {
  expect(people).toEqual([
    '27 02:30 Musées : 1 fichier n’a pas été publié : liste_2024.csv. Ce fichier est une page web (HTML), souvent un message d’erreur enregistré sous un autre nom. Rien n’a été enregistré : reprenez le fichier à sa source.',
    '27 02:30 Visites : 2 fichiers n’ont pas été publiés : bretagne/visites_2025.csv, occitanie/visites_2025.csv. bretagne/visites_2025.csv : 60 % de lignes en moins (100 → 40) ; le flux en accepte 30 %. occitanie/visites_2025.csv : Ce fichier est vide. Rien n’a été enregistré.',
    '28 02:30 Musées : 1 fichier n’a pas été publié : liste_2023.csv. La colonne « nom » s’appelle maintenant « appellation » : les programmes qui la lisent vont s’arrêter.',
    '28 02:50 Festivals : le dernier passage a échoué. « 127.0.0.1 » n’a pas pu être joint, ou a coupé la connexion. Rien n’est perdu ; vérifiez son nom si cela dure.',
    '28 02:52 Festivals : il marche de nouveau, après un échec le 28 mars 2026.',
    '29 03:00 Visites : 1 fichier n’a pas été publié : corse/visites_2025.csv. Ce tableau n’a aucune ligne sous ses noms de colonnes.',
    '29 10:00 Visites : ses identifiants cesseront de marcher le 12 avril 2026.',
    '30 02:30 Musées : le dernier passage a échoué. Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 02:30 Visites : le dernier passage a échoué. Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 02:50 Festivals : le dernier passage a échoué. Le compartiment « ministere » n’accepte plus cette clé : elle a été changée, a expiré, ou est mal recopiée. Donnez la nouvelle.',
    '30 09:12 Festivals : il marche de nouveau, après un échec le 30 mars 2026.',
    '30 09:12 Musées : 1 fichier n’est plus dans la source : liste_2022.csv.',
    '30 09:12 Musées : il marche de nouveau, après un échec le 30 mars 2026.',
    '30 09:12 Visites : il marche de nouveau, après un échec le 30 mars 2026.',
    '31 02:30 Musées : le dernier passage a échoué. « archives/liste_2020.csv », « liste_2020.csv » désignent le même fichier (annee=2020) : aucun n’est publié. Retirez-en de la source, ou ajoutez à l’identité ce qui les distingue.',
    '31 10:00 Festivals : aucun fichier nouveau n’est arrivé depuis 3 jours, alors qu’il en est attendu un au moins tous les 3 jours.',
    '01 02:30 Musées : il marche de nouveau, après un échec le 31 mars 2026.',
  ])
  const notices = await noticesOf(camille)
  expect(notices.map(({ sentence }) => sentence).sort()).toEqual(people.map((line) => line.slice(9)).sort())
  const watch = (await app.outbox()).filter(({ to }) => to === 'astreinte@culture.example')
  expect(watch.map(sentenceIn)).toHaveLength(people.length)
  expect(
    notices
      .filter(({ isHandled }) => !isHandled)
      .map(({ sentence }) => sentence)
      .sort(),
  ).toEqual([
    'Festivals : aucun fichier nouveau n’est arrivé depuis 3 jours, alors qu’il en est attendu un au moins tous les 3 jours.',
    'Festivals : il marche de nouveau, après un échec le 30 mars 2026.',
    'Musées : 1 fichier n’est plus dans la source : liste_2022.csv.',
    'Musées : il marche de nouveau, après un échec le 31 mars 2026.',
    'Visites : 2 fichiers n’ont pas été publiés : bretagne/visites_2025.csv, occitanie/visites_2025.csv. bretagne/visites_2025.csv : 60 % de lignes en moins (100 → 40) ; le flux en accepte 30 %. occitanie/visites_2025.csv : Ce fichier est vide. Rien n’a été enregistré.',
    'Visites : il marche de nouveau, après un échec le 30 mars 2026.',
  ])
})

test('the words of people are those that people wrote', async () => {
  const list = (await camille.call('GET', `/api/1/datasets/?organization=${organization}&page_size=50`)).json.data
  const words = list.map(({ title, description, tags }: Record<string, unknown>) => [title, description, tags])
  expect(words.filter(([title]: string[]) => !title?.startsWith('Visites')).sort()).toEqual([
    ['Festivals', 'Écrit par Camille.', ['culture']],
    ['Musées de France', 'Écrit par Camille.', ['culture']],
  ])
})

/** The month ends on Tuesday. */
const byNight = (a: string, b: string): number => nightOf(a).localeCompare(nightOf(b))
const nightOf = (line: string): string => line.replace(/^01/, '32')
