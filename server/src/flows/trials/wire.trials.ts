import { presentDate } from '../../lib/dates.ts'
import type { Language } from '../../lib/text.ts'
import type { DatasetFeeding } from '../feedings.ts'
import type { Preview } from './preview-mapping.ts'
import type { SourceTest } from './try-source.ts'

export const presentTest = ({ ok, code, text, hostKey, sample, more, patterns }: SourceTest, language: Language) => ({
  ...{ ok, code, message: text[language], host_key: hostKey, more, patterns },
  sample: sample.map(({ key, sizeBytes, modifiedAt }) => ({
    ...{ key, size_bytes: sizeBytes, modified_at: presentDate(modifiedAt) },
  })),
})

export const presentPreview = ({ seen, matched, items, more }: Preview, language: Language) => ({
  ...{ seen, matched, more },
  items: items.map(({ key, outcome, text, mapped }) => ({
    ...{
      key,
      outcome,
      message: text && text[language],
      parts: mapped?.parts ?? {},
      identity: mapped?.identity ?? null,
    },
    dataset: mapped ? (mapped.dataset.kind === 'template' ? mapped.dataset.title : mapped.dataset.id) : null,
    ...{ title: mapped?.title ?? null, file_name: mapped?.fileName ?? null },
  })),
})

export const presentFeeding = ({ flow, health, resourceId, fields }: DatasetFeeding, sentence: string) => ({
  flow: { id: flow.id, slug: flow.slug, name: flow.name, state: flow.state, health, sentence },
  resource: resourceId,
  ...{ last_run_at: presentDate(flow.lastRunAt), next_run_at: presentDate(flow.nextRunAt) },
  last_change_at: presentDate(flow.lastChangeAt),
  fields: fields.map(({ kind, id, field, owner, since }) => ({
    on: kind,
    id,
    field,
    owner,
    since: presentDate(since),
  })),
})
