import type { Names } from '../model.ts'

/** What people say and do about things. Ids are udata's (udata-api.md, appendix F). */
export const COMMUNITY: Names = {
  'GET /activity/': ['activity', 'What happened', 'Lire l’activité'],
  'GET /discussions/': ['list_discussions', 'List discussions', 'Lister les discussions'],
  'POST /discussions/': ['create_discussion', 'Start a discussion', 'Ouvrir une discussion'],
  'GET /discussions/{id}/': ['get_discussion', 'Read a discussion', 'Lire une discussion'],
  'POST /discussions/{id}/': ['comment_discussion', 'Comment, or close', 'Commenter ou clore'],
  'PUT /discussions/{id}/': ['update_discussion', 'Change the title of a discussion', 'Modifier le titre'],
  'DELETE /discussions/{id}/': ['delete_discussion', 'Delete a discussion', 'Supprimer une discussion'],
  'PUT /discussions/{id}/comments/{cidx}/': ['edit_discussion_comment', 'Change a comment', 'Modifier un commentaire'],
  'DELETE /discussions/{id}/comments/{cidx}/': [
    'delete_discussion_comment',
    'Delete a comment',
    'Supprimer un commentaire',
  ],
  'GET /datasets/{id}/followers/': ['list_dataset_followers', 'Who follows it', 'Lister ses abonnés'],
  'POST /datasets/{id}/followers/': ['follow_dataset', 'Follow a dataset', 'Suivre'],
  'DELETE /datasets/{id}/followers/': ['unfollow_dataset', 'Stop following a dataset', 'Ne plus suivre'],
  'GET /notifications/': ['list_notifications', 'My notifications', 'Mes notifications'],
  'POST /notifications/{notification}/read/': ['read_notification', 'Mark as read', 'Marquer comme lue'],
  'GET /reports/': ['list_reports', 'List reports', 'Lister les signalements'],
  'POST /reports/': ['create_report', 'Report something', 'Signaler un contenu'],
  'GET /reports/{report}/': ['get_report', 'Read a report', 'Lire un signalement'],
  'PATCH /reports/{report}/': ['update_report', 'Dismiss a report', 'Classer un signalement'],
  'GET /reports/reasons/': ['list_reports_reasons', 'Reasons to report', 'Motifs de signalement'],
  'GET /transfer/': ['list_transfers', 'List transfers', 'Lister les transferts'],
  'POST /transfer/': ['request_transfer', 'Offer a transfer', 'Proposer un transfert'],
  'GET /transfer/{id}/': ['get_transfer', 'Read a transfer', 'Lire un transfert'],
  'POST /transfer/{id}/': ['respond_to_transfer', 'Accept or refuse a transfer', 'Répondre à un transfert'],
}
