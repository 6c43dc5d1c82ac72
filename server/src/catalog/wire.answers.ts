import Type from 'typebox'
import {
  answers,
  creates,
  createsOrFinds,
  Free,
  orNull,
  pageOf,
  redirects,
  searchOf,
  sends,
  taking,
  type Answers,
} from '../openapi/index.ts'
import { Badge, BadgeKinds, Labelled, SubjectReference } from '../subjects/wire.models.ts'
import {
  CommunityResource,
  ContactPoint,
  ContactPointInList,
  Dataset,
  DatasetSchema,
  DatasetSuggestion,
  DatasetV2,
  License,
  PieceReceived,
  Resource,
  UploadedCommunityResource,
  UploadedResource,
} from './wire.models.ts'

const DatasetPage = pageOf(Dataset)
const ContactPointPage = pageOf(ContactPointInList, 'ContactPointPage')
const Texts = Type.Array(Type.Object({ text: Type.String() }, { title: 'Suggestion' }))
const MyMetrics = Type.Object(
  {
    id: Type.String(),
    resources_availability: Type.Integer({ description: 'Percent.' }),
    datasets_org_count: Type.Integer(),
    followers_org_count: Type.Integer(),
    datasets_count: Type.Integer(),
    followers_count: Type.Integer(),
  },
  { title: 'MyMetrics' },
)
const Reason = Type.Object({ value: Type.String(), label: Type.String(), definition: Type.String() })

/** What each operation of v1 answers with. */
export const catalogAnswers: Answers = {
  list_datasets: answers(DatasetPage),
  create_dataset: creates(Dataset),
  get_dataset: answers(Dataset),
  update_dataset: answers(Dataset),
  my_datasets: answers(Type.Array(Dataset)),
  my_org_datasets: answers(Type.Array(Dataset)),
  list_organization_datasets: answers(DatasetPage),
  feature_dataset: answers(Dataset),
  unfeature_dataset: answers(Dataset),
  add_dataset_badge: createsOrFinds(Badge),
  create_resource: creates(Resource),
  update_resources: answers(Type.Array(Resource)),
  get_resource: answers(Resource),
  update_resource: answers(Resource),
  upload_new_dataset_resource: { ...creates(UploadedResource), also: { 200: PieceReceived } },
  upload_dataset_resource: answers(Type.Union([UploadedResource, PieceReceived])),
  redirect_resource: redirects,
  recent_datasets_atom_feed: sends('application/atom+xml'),
  list_community_resources: answers(pageOf(CommunityResource)),
  create_community_resource: creates(CommunityResource),
  retrieve_community_resource: answers(CommunityResource),
  update_community_resource: answers(CommunityResource),
  upload_new_community_resource: { ...creates(UploadedCommunityResource), also: { 200: PieceReceived } },
  upload_community_resource: answers(Type.Union([UploadedCommunityResource, PieceReceived])),
  my_org_community_resources: answers(Type.Array(CommunityResource)),
  create_contact_point: createsOrFinds(ContactPoint),
  get_contact_point: answers(ContactPoint),
  update_contact_point: answers(ContactPoint),
  contact_point_roles: answers(Type.Array(Labelled)),
  get_organization_contact_point: answers(ContactPointPage),
  get_user_contact_point: answers(ContactPointPage),
  suggest_org_contact_points: answers(Type.Array(ContactPointInList)),
  list_licenses: answers(Type.Array(License)),
  list_frequencies: answers(Type.Array(Labelled)),
  resource_types: answers(Type.Array(Labelled)),
  allowed_extensions: answers(Type.Array(Type.String())),
  schemas: answers(Type.Array(Free)),
  available_dataset_badges: answers(BadgeKinds),
  reason_categories: answers(Type.Array(Reason)),
  suggest_datasets: answers(Type.Array(DatasetSuggestion)),
  suggest_formats: answers(Texts),
  suggest_mime: answers(Texts),
  suggest_tags: answers(Texts),
  spatial_zone_datasets: answers(Type.Array(SubjectReference)),
  my_metrics: answers(MyMetrics),
  site_datasets_csv: sends('text/csv'),
  site_resources_csv: sends('text/csv'),
  organization_datasets_csv: sends('text/csv'),
  organization_datasets_resources_csv: sends('text/csv'),
}

const Found = Type.Object({ resource: Resource, dataset_id: orNull(Type.String()) }, { title: 'SpecificResource' })
const Keys = Type.Array(Type.String(), { title: 'ExtrasKeys' })

/** And of v2. */
export const catalogAnswersV2: Answers = {
  list_datasets: answers(pageOf(DatasetV2)),
  get_dataset: answers(DatasetV2),
  search_datasets: answers(searchOf(DatasetV2)),
  list_resources: answers(pageOf(Resource)),
  get_resource: answers(Found),
  get_dataset_schemas: answers(Type.Array(DatasetSchema)),
  get_dataset_extras: answers(Free),
  update_dataset_extras: taking(Free, answers(Free)),
  delete_dataset_extras: taking(Keys, { status: 204 }),
  get_resource_extras: answers(Free),
  update_resource_extras: taking(Free, answers(Free)),
  delete_resource_extras: taking(Keys, { status: 204 }),
}
