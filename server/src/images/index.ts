/** Pictures of organizations, people, reuses and posts. */
export type { Bbox } from './bbox.rules.ts'
export { findImageBlobs, removeImage } from './images.ts'
export { AVATAR, ILLUSTRATION, imageUrl, LOGO, thumbnailUrl, type Image, type Renditions } from './model.ts'
export { readImageUpload } from './read-image-upload.ts'
export { storeImage } from './store-image.ts'
