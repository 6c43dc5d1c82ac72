import { getOrganizationSettings, listDatasetPublications, type Dataset, type Publication } from '@cimaise/client'
import { computed, ref, shallowRef, type Ref } from 'vue'
import { isSiteAdmin, me } from '../session.ts'

type Of = Pick<Dataset, 'id' | 'organization'>

/** What is to come of a dataset, read once for all that shows it. */
export interface Publications {
  open: Ref<Publication[]>
  /** Somebody else must agree to what this person publishes. */
  mustSubmit: Ref<boolean>
  load: () => Promise<void>
}

const known = new Map<string, Publications>()

export const usePublications = ({ id, organization }: Of): Publications => {
  const found = known.get(id)
  if (found) return found
  const all = shallowRef<Publication[]>([])
  const mustSubmit = ref(false)
  let loading: Promise<void> | null = null
  const read = async (): Promise<void> => {
    const settings = organization && !administers(organization.id) && getOrganizationSettings(organization.id)
    const [publications, asked] = await Promise.all([listDatasetPublications(id), settings])
    all.value = publications
    mustSubmit.value = asked ? asked.four_eyes : false
  }
  const publications: Publications = {
    open: computed(() => all.value.filter(({ state }) => state === 'submitted' || state === 'planned')),
    mustSubmit,
    load: () => (loading ??= read().finally(() => (loading = null))),
  }
  known.set(id, publications)
  return publications
}

const administers = (organizationId: string): boolean => {
  const mine = me.value?.organizations?.find(({ id }) => id === organizationId)
  return isSiteAdmin() || (mine?.permissions?.members ?? false)
}
