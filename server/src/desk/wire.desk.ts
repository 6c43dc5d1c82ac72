import { daysAfter, presentDate } from '../lib/dates.ts'
import { DAYS_BEFORE_PURGE, isUpToDate, type Dataset } from '../catalog/index.ts'
import type { Organization } from '../organizations/index.ts'
import type { Subject } from '../subjects/index.ts'
import type { Desk } from './get-desk.ts'
import type { Task } from './model.ts'

/** What tasks name. */
export interface Named {
  datasets: Map<string, Dataset>
  organizations: Map<string, Organization>
  subjects: Map<string, Subject>
}

export const presentDesk = ({ total, piles, tasks, week, latest, datasetsTotal, deleted }: Desk, named: Named) => ({
  total,
  counts: Object.fromEntries(piles.map((pile) => [pile.kind, pile.total])),
  tasks: tasks.map((task) => presentTask(task, named)),
  week,
  datasets: { total: datasetsTotal, latest: latest.map((dataset) => presentLatest(dataset, named)) },
  deleted: deleted.map(({ id, title, deletedAt }) => ({
    ...{ id, title, purge_at: presentDate(deletedAt && daysAfter(deletedAt, DAYS_BEFORE_PURGE)) },
  })),
})

const presentLatest = (dataset: Dataset, { organizations }: Named) => {
  const upToDate = isUpToDate(dataset)
  return {
    ...{ id: dataset.id, title: dataset.title, private: dataset.private, archived: dataset.archivedAt !== null },
    freshness: upToDate === null ? null : upToDate ? 'fresh' : 'late',
    last_update: presentDate(dataset.lastUpdate),
    organization: organizationRef(organizations.get(dataset.organizationId ?? '')),
    resources_count: dataset.resourcesCount,
  }
}

const organizationRef = (organization: Organization | undefined) =>
  organization ? { id: organization.id, name: organization.name, slug: organization.slug } : null

const presentTask = (task: Task, { datasets, organizations, subjects }: Named) => {
  const { kind, id, title, since, until, flow } = task
  const dataset = datasets.get(task.datasetId ?? '')
  const organization = organizations.get(task.organizationId ?? dataset?.organizationId ?? '')
  const about = task.about && subjects.get(`${task.about.class}:${task.about.id}`)
  return {
    ...{ kind, id, title, since: presentDate(since), until: presentDate(until) },
    dataset: dataset ? { id: dataset.id, title: dataset.title } : null,
    organization: organizationRef(organization),
    flow: flow && { id: flow.id, name: flow.name, slug: flow.slug },
    about: about ? { class: about.class, id: about.id, title: about.title } : null,
  }
}
