import type { Names } from '../model.ts'

/** Automatic flows: ours, beside udata's routes. */
export const FLOWS: Names = {
  'GET /flows/': ['list_flows', 'List flows', 'Lister les flux'],
  'POST /flows/': ['create_flow', 'Declare a flow', 'Déclarer un flux'],
  'GET /flows/defaults/': ['get_flow_defaults', 'A definition to begin from', 'Une définition de départ'],
  'POST /flows/test/': ['test_flow_source', 'Try a source', 'Essayer une source'],
  'POST /flows/preview/': [
    'preview_flow',
    'What a definition makes of a source',
    'Ce qu’une définition fait d’une source',
  ],
  'POST /flows/apply/': [
    'apply_flows',
    'Create or change flows from YAML',
    'Créer ou modifier des flux depuis du YAML',
  ],
  'GET /flows/held/': ['list_held_files', 'Files in quarantine', 'Fichiers en quarantaine'],
  'POST /flows/held/{held}/release/': ['release_held_file', 'Publish a held file', 'Publier un fichier retenu'],
  'POST /flows/held/{held}/reject/': ['reject_held_file', 'Reject a held file', 'Rejeter un fichier retenu'],
  'PUT /flows/inbox/{secret}/{name}': ['drop_flow_file', 'Drop a file', 'Déposer un fichier'],
  'DELETE /flows/inbox/{secret}/{name}': ['remove_flow_file', 'Take a dropped file away', 'Retirer un fichier déposé'],
  'POST /flows/hooks/{secret}/': ['tell_flow', 'Say that a source changed', 'Dire qu’une source a changé'],
  'GET /flows/{flow}/': ['get_flow', 'Read a flow', 'Lire un flux'],
  'PUT /flows/{flow}/': ['update_flow', 'Change a flow', 'Modifier un flux'],
  'DELETE /flows/{flow}/': ['delete_flow', 'Delete a flow', 'Supprimer un flux'],
  'GET /flows/{flow}/flow.yaml': ['get_flow_yaml', 'A flow as YAML', 'Un flux en YAML'],
  'POST /flows/{flow}/activate/': ['activate_flow', 'Activate a flow', 'Activer un flux'],
  'POST /flows/{flow}/pause/': ['pause_flow', 'Pause a flow', 'Mettre un flux en pause'],
  'POST /flows/{flow}/addresses/{which}/': [
    'renew_flow_address',
    'A new secret address',
    'Une nouvelle adresse secrète',
  ],
  'POST /flows/{flow}/signature/': ['renew_flow_signature', 'A new signing secret', 'Un nouveau secret de signature'],
  'GET /flows/{flow}/deliveries/': [
    'list_flow_deliveries',
    'What programs were told',
    'Ce qui a été dit aux programmes',
  ],
  'POST /flows/{flow}/fields/': ['give_flow_field', 'Give a field back to a flow', 'Rendre un champ à un flux'],
  'POST /flows/{flow}/runs/': ['start_flow_run', 'Run a flow', 'Faire passer un flux'],
  'GET /flows/{flow}/runs/': ['list_flow_runs', 'Runs of a flow', 'Passages d’un flux'],
  'GET /flows/{flow}/runs/{run}/': ['get_flow_run', 'Read a run', 'Lire un passage'],
  'POST /flows/{flow}/runs/{run}/cancel/': ['cancel_flow_run', 'Stop a run', 'Arrêter un passage'],
  'GET /flows/{flow}/runs/{run}/decisions/': [
    'list_flow_decisions',
    'What a run decided',
    'Les décisions d’un passage',
  ],
  'GET /datasets/{dataset}/feedings/': ['list_feedings', 'Files that flows feed', 'Fichiers alimentés par des flux'],
}
