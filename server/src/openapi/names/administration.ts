import type { Names } from '../model.ts'

/** What only the site's administrators do: ours. */
export const ADMINISTRATION: Names = {
  'GET /administration/users/': ['list_accounts', 'List accounts', 'Lister les comptes'],
  'GET /administration/users/{user}/': ['get_account', 'Read an account', 'Lire un compte'],
  'POST /administration/users/{user}/stop_two_factor/': [
    'stop_two_factor_of',
    'Stop somebody’s second factor',
    'Arrêter le second facteur de quelqu’un',
  ],
  'GET /administration/organizations/': [
    'list_all_organizations',
    'List organizations, deleted ones too',
    'Lister les organisations, supprimées comprises',
  ],
  'POST /administration/organizations/{organization}/restore/': [
    'restore_organization',
    'Bring back an organization',
    'Rétablir une organisation',
  ],
  'GET /administration/synonyms/': ['list_synonyms', 'Synonyms of the search', 'Synonymes de la recherche'],
  'POST /administration/synonyms/': ['add_synonym', 'Add synonyms', 'Ajouter des synonymes'],
  'PUT /administration/synonyms/{synonym}/': ['update_synonym', 'Change synonyms', 'Modifier des synonymes'],
  'DELETE /administration/synonyms/{synonym}/': ['delete_synonym', 'Delete synonyms', 'Supprimer des synonymes'],
  'POST /administration/synonyms/acronyms/': [
    'add_known_acronyms',
    'Add the acronyms of culture',
    'Ajouter les sigles de la culture',
  ],
  'GET /administration/synonyms/try/': ['explain_question', 'What a question becomes', 'Ce que devient une question'],
  'GET /administration/jobs/': ['list_queue', 'What is in the queue', 'Ce qui est dans la file'],
  'GET /administration/jobs/periodic/': ['list_periodic_jobs', 'Periodic jobs', 'Tâches périodiques'],
  'POST /administration/jobs/{job}/retry/': ['retry_job', 'Try a job now', 'Relancer une tâche'],
  'POST /administration/jobs/{job}/give_up/': ['give_up_job', 'Give up a job', 'Abandonner une tâche'],
  'GET /administration/health/': ['get_site_health', 'How the server is', 'Comment va le serveur'],
  'GET /audit/': ['list_audit_entries', 'Who did what', 'Qui a fait quoi'],
  'GET /audit.csv': ['export_audit_entries', 'Who did what, as CSV', 'Qui a fait quoi, en CSV'],
}
