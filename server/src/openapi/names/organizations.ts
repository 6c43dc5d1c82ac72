import type { Names } from '../model.ts'

/** Organizations and their members. Ids are udata's (udata-api.md, appendix F). */
export const ORGANIZATIONS: Names = {
  'GET /organizations/': ['list_organizations', 'List organizations', 'Lister les organisations'],
  'POST /organizations/': ['create_organization', 'Create an organization', 'Créer une organisation'],
  'GET /organizations/{org}/': ['get_organization', 'Read an organization', 'Lire une organisation'],
  'PUT /organizations/{org}/': ['update_organization', 'Change an organization', 'Modifier une organisation'],
  'DELETE /organizations/{org}/': ['delete_organization', 'Delete an organization', 'Supprimer une organisation'],
  'GET /organizations/{org}/settings/': [
    'get_organization_settings',
    'How an organization works',
    'Comment une organisation travaille',
  ],
  'PUT /organizations/{org}/settings/': [
    'update_organization_settings',
    'Change how an organization works',
    'Changer la façon dont une organisation travaille',
  ],
  'GET /organizations/{org}/api_tokens/': [
    'list_organization_api_tokens',
    'API keys of an organization',
    'Lister les clés d’API d’une organisation',
  ],
  'DELETE /organizations/{org}/api_tokens/{id}/': [
    'revoke_organization_api_token',
    'Revoke an API key of an organization',
    'Révoquer une clé d’API d’une organisation',
  ],
  'GET /organizations/{org}/statistics/': [
    'organization_statistics',
    'How often an organization’s datasets are read and downloaded',
    'Les consultations et téléchargements d’une organisation',
  ],
  'GET /organizations/{org}/statistics.csv': [
    'organization_statistics_csv',
    'The same, as CSV',
    'Les consultations et téléchargements d’une organisation, en CSV',
  ],
  'GET /organizations/{org}/assignments/': [
    'list_organization_assignments',
    'What partial editors may edit',
    'Ce que les éditeurs partiels peuvent modifier',
  ],
  'POST /organizations/{org}/badges/': ['add_organization_badge', 'Give an organization a badge', 'Ajouter un label'],
  'DELETE /organizations/{org}/badges/{badge_kind}/': [
    'delete_organization_badge',
    'Take a badge from an organization',
    'Retirer un label',
  ],
  'GET /organizations/{org}/catalog': ['rdf_organization', 'Its catalogue in RDF', 'Son catalogue en RDF'],
  'GET /organizations/{org}/catalog.{_format}': [
    'rdf_organization_format',
    'Its catalogue in one RDF format',
    'Son catalogue dans un format RDF',
  ],
  'GET /organizations/{org}/contacts/': [
    'get_organization_contact_point',
    'Its contact points',
    'Ses points de contact',
  ],
  'GET /organizations/{org}/contacts/suggest/': [
    'suggest_org_contact_points',
    'Suggest contact points',
    'Proposer des points de contact',
  ],
  'GET /organizations/{org}/dataservices.csv': ['organization_dataservices_csv', 'Its APIs, as CSV', 'Ses API, en CSV'],
  'GET /organizations/{org}/datasets-resources.csv': [
    'organization_datasets_resources_csv',
    'Its files, as CSV',
    'Ses fichiers, en CSV',
  ],
  'GET /organizations/{org}/datasets.csv': [
    'organization_datasets_csv',
    'Its datasets, as CSV',
    'Ses jeux de données, en CSV',
  ],
  'GET /organizations/{org}/discussions.csv': [
    'organization_discussions_csv',
    'Its discussions, as CSV',
    'Ses discussions, en CSV',
  ],
  'GET /organizations/{org}/datasets/': ['list_organization_datasets', 'Its datasets', 'Ses jeux de données'],
  'GET /organizations/{org}/discussions/': ['list_organization_discussions', 'Its discussions', 'Ses discussions'],
  'GET /organizations/{org}/reuses/': ['list_organization_reuses', 'Its reuses', 'Ses réutilisations'],
  'POST /organizations/{org}/logo/': ['organization_logo', 'Give it a logo', 'Déposer un logo'],
  'DELETE /organizations/{org}/logo/': ['delete_organization_logo', 'Take its logo away', 'Retirer le logo'],
  'PUT /organizations/{org}/logo/': ['resize_organization_logo', 'Cut its logo again', 'Recadrer le logo'],
  'POST /organizations/{org}/member/': ['invite_organization_member', 'Invite a member', 'Inviter un membre'],
  'PUT /organizations/{org}/member/{user}/': [
    'update_organization_member',
    'Change a member’s role',
    'Changer le rôle d’un membre',
  ],
  'DELETE /organizations/{org}/member/{user}/': ['delete_organization_member', 'Remove a member', 'Retirer un membre'],
  'PUT /organizations/{org}/member/{user}/assignments/': [
    'sync_member_assignments',
    'Say what a partial editor may edit',
    'Choisir ce qu’un éditeur partiel peut modifier',
  ],
  'GET /organizations/{org}/membership/': [
    'list_membership_requests',
    'Requests and invitations',
    'Demandes et invitations',
  ],
  'POST /organizations/{org}/membership/': [
    'request_membership',
    'Ask to become a member',
    'Demander à devenir membre',
  ],
  'POST /organizations/{org}/membership/{id}/accept/': [
    'accept_membership',
    'Accept a request',
    'Accepter une demande',
  ],
  'POST /organizations/{org}/membership/{id}/cancel/': [
    'cancel_membership',
    'Withdraw an invitation',
    'Annuler une invitation',
  ],
  'POST /organizations/{org}/membership/{id}/refuse/': ['refuse_membership', 'Refuse a request', 'Refuser une demande'],
  'GET /organizations/{id}/followers/': ['list_organization_followers', 'Who follows it', 'Lister ses abonnés'],
  'POST /organizations/{id}/followers/': ['follow_organization', 'Follow it', 'Suivre'],
  'DELETE /organizations/{id}/followers/': ['unfollow_organization', 'Stop following it', 'Ne plus suivre'],
  'GET /organizations/badges/': ['available_organization_badges', 'Kinds of badges', 'Labels possibles'],
  'GET /organizations/roles/': ['org_roles', 'Roles of members', 'Rôles des membres'],
  'GET /organizations/suggest/': ['suggest_organizations', 'Suggest organizations', 'Proposer des organisations'],
  'GET /organizations/{org}/holdings/': [
    'list_organization_holdings',
    'All its datasets, for its members',
    'Tous ses jeux de données, pour ses membres',
  ],
  'GET /organizations/{org}/holdings.csv': [
    'organization_holdings_csv',
    'All its datasets, as CSV',
    'Tous ses jeux de données, en CSV',
  ],
  'GET /organizations/{org}/bulk-edits/': [
    'list_bulk_edits',
    'What was changed in many datasets at once',
    'Ce qui a été modifié dans plusieurs jeux à la fois',
  ],
  'POST /organizations/{org}/bulk-edits/': [
    'create_bulk_edit',
    'Change many datasets at once',
    'Modifier plusieurs jeux de données à la fois',
  ],
  'GET /organizations/{org}/bulk-edits/{id}/': [
    'get_bulk_edit',
    'How far a bulk edit is',
    'Où en est une modification de plusieurs jeux',
  ],
  'GET /organizations/{org}/bulk-edits/{id}/entries/': [
    'list_bulk_edit_entries',
    'What a bulk edit did to each dataset',
    'Ce qu’une modification a fait de chaque jeu',
  ],
  'POST /organizations/{org}/bulk-edits/{id}/undo/': [
    'undo_bulk_edit',
    'Take a bulk edit back',
    'Annuler une modification de plusieurs jeux',
  ],
}
