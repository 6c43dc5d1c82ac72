import { findOrganizations, type OrganizationRef } from '@cimaise/client'
import { onBeforeUnmount, ref, watch } from 'vue'

const PAUSE_MS = 400

/** Another organization that has the same, looked for as one types. What the server doesn't say is no answer. */
export const useTaken = (
  wanted: () => { name?: string; business_number_id?: string } | null,
  ownId: () => string | undefined,
) => {
  const taken = ref<OrganizationRef | null>(null)
  let pause: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  const look = async (query: { name?: string; business_number_id?: string }): Promise<void> => {
    const mine = ++asked
    const found = await findOrganizations(query).catch(() => null)
    if (mine === asked) taken.value = found?.data.find(({ id }) => id !== ownId()) ?? null
  }
  watch(
    () => JSON.stringify(wanted()),
    () => {
      clearTimeout(pause)
      taken.value = null
      asked++
      const query = wanted()
      if (query) pause = setTimeout(() => void look(query), PAUSE_MS)
    },
  )
  onBeforeUnmount(() => clearTimeout(pause))
  return taken
}
