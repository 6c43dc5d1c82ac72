import { setLanguage } from '@cimaise/client'
import { createApp } from 'vue'
import { language } from '../language.ts'
import '../theme/neutral/index.css'
import './admin.css'
import './shell/shell.css'
import './report.css'
import './flows.css'
import './flow-wizard.css'
import App from './App.vue'
import { router } from './router.ts'

setLanguage(language)
createApp(App).use(router).mount('#app')
