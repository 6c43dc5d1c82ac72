import { createApp } from 'vue'
import '../theme/neutral/index.css'
import './admin.css'
import './report.css'
import './flows.css'
import './flow-wizard.css'
import App from './App.vue'
import { router } from './router.ts'

createApp(App).use(router).mount('#app')
