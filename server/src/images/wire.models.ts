import Type from 'typebox'
import { sends, type Answers } from '../openapi/index.ts'

export const Uploaded = Type.Object({ success: Type.Boolean(), image: Type.String() }, { title: 'UploadedImage' })

export const imageAnswers: Answers = { avatars: sends('image/png') }
export const pictureAnswers: Answers = { get_image: sends('image/*') }
