import type { License, Ref } from '@cimaise/client'
import { formatCoverage } from '../../../format.ts'
import type { AccessType } from '@cimaise/client'
import type { FieldName, MetadataForm } from '../metadata.rules.ts'
import { contactName } from './contacts.ts'
import { isDay } from './day.rules.ts'
import { w } from './form-words.ts'
import { zoneName } from './places.ts'

export type Lists = { frequencies: Ref[]; licenses: License[] }

/** A field's value as a person reads it. */
export const valueText = (field: FieldName, value: unknown, lists: Lists): string => {
  const values = { [field]: value } as Partial<MetadataForm>
  const { start = '', end = '' } = values.temporal_coverage ?? {}
  if (field === 'tags') return (values.tags ?? []).join(', ')
  if (field === 'contact_points') return (values.contact_points ?? []).map(contactName).join(', ')
  if (field === 'spatial') return (values.spatial?.zones ?? []).map(zoneName).join(', ')
  if (field === 'temporal_coverage')
    return isDay(start) ? formatCoverage({ start, end: isDay(end) ? end : null }) : start
  if (field === 'frequency') return lists.frequencies.find(({ id }) => id === value)?.label ?? String(value)
  if (field === 'license') {
    const license = lists.licenses.find(({ id }) => id === value)
    return license ? (license.alternate_titles[0] ?? license.title) : String(value)
  }
  if (field === 'access_type') return w.access.types[value as AccessType]
  if (field === 'access_audiences')
    return (values.access_audiences ?? [])
      .map(({ role, condition }) => `${w.access.roles[role]} : ${w.access.conditions[condition]}`)
      .join(', ')
  return String(value)
}
