import type {
  MyInvitation,
  MyMembershipRequest,
  NotificationChoices,
  OpenSession,
  OrganizationApiKey,
  SecondFactorDraft,
} from './account-types.ts'
import { request } from './request.ts'
import { sendFile } from './upload.ts'

/** Asks for the password again: what changes who gets in wants a recent one. */
export const proveAgain = (password: string): Promise<unknown> =>
  request('/verify', { method: 'POST', body: { password } })

/** The other sessions end. */
export const changePassword = (
  password: string,
  new_password: string,
  new_password_confirm: string,
): Promise<unknown> => request('/change/', { method: 'POST', body: { password, new_password, new_password_confirm } })

/** Mails the link that makes the address one's own; until then nothing changes. */
export const askNewEmail = (new_email: string): Promise<unknown> =>
  request('/change-email', { method: 'POST', body: { new_email, new_email_confirm: new_email } })

/** Whether a code is asked for after the password. */
export const hasSecondFactor = async (): Promise<boolean> => {
  const { response } = await request<{ response: { tf_primary_method: string | null } }>('/tf-setup')
  return response.tf_primary_method !== null
}

/** A key for an authenticator application; nothing changes before `confirmSecondFactor`. */
export const draftSecondFactor = async (): Promise<SecondFactorDraft> => {
  const body = { setup: 'authenticator' }
  const { response } = await request<{ response: { tf_authr_key: string; tf_authr_uri: string } }>('/tf-setup', {
    ...{ method: 'POST', body },
  })
  return { key: response.tf_authr_key, uri: response.tf_authr_uri }
}

/** Answers the recovery codes, this once. */
export const confirmSecondFactor = async (code: string): Promise<string[]> => {
  const body = { code }
  const { response } = await request<{ response: { recovery_codes?: string[] } }>('/tf-validate', {
    ...{ method: 'POST', body },
  })
  return response.recovery_codes ?? []
}

export const stopSecondFactor = (): Promise<unknown> =>
  request('/tf-setup', { method: 'POST', body: { setup: 'disable' } })

export const listSessions = (): Promise<OpenSession[]> => request('/api/1/me/sessions/')

export const closeSession = (id: string): Promise<unknown> =>
  request(`/api/1/me/sessions/${encodeURIComponent(id)}/`, { method: 'DELETE' })

/** All but this one. */
export const closeOtherSessions = (): Promise<unknown> => request('/api/1/me/sessions/', { method: 'DELETE' })

export const sendMyAvatar = (file: File): Promise<{ image: string }> => sendFile('/api/1/me/avatar/', file)

export const deleteMe = (): Promise<unknown> => request('/api/1/me/', { method: 'DELETE' })

/** Keys that work for this organization alone, whoever made them: for its administrators. */
export const listOrganizationApiKeys = (organization: string): Promise<OrganizationApiKey[]> =>
  request(`/api/1/organizations/${encodeURIComponent(organization)}/api_tokens/`)

export const revokeOrganizationApiKey = (organization: string, id: string): Promise<unknown> =>
  request(`/api/1/organizations/${encodeURIComponent(organization)}/api_tokens/${encodeURIComponent(id)}/`, {
    method: 'DELETE',
  })

/** How one is mailed of each kind of news. */
export const getNotificationChoices = (): Promise<NotificationChoices> => request('/api/1/me/notification_choices/')

export const updateNotificationChoices = (choices: Partial<NotificationChoices>): Promise<NotificationChoices> =>
  request('/api/1/me/notification_choices/', { method: 'PUT', body: choices })

/** Follows the link at the foot of a mail: a kind of news, or `digest`, is mailed no more. */
export const unsubscribe = async (token: string): Promise<string> =>
  (await request<{ stopped: string }>(`/unsubscribe/${encodeURIComponent(token)}`, { method: 'POST', body: {} }))
    .stopped

export const listMyInvitations = (): Promise<MyInvitation[]> => request('/api/1/me/org_invitations/')

export const answerInvitation = (id: string, answer: 'accept' | 'refuse'): Promise<unknown> =>
  request(`/api/1/me/org_invitations/${encodeURIComponent(id)}/${answer}/`, { method: 'POST' })

/** What one asked to join, whatever became of it. */
export const listMyMembershipRequests = (): Promise<MyMembershipRequest[]> => request('/api/1/me/membership_requests/')
