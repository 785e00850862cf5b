import './theme.css'
import { mount } from 'svelte'
import App from './App.svelte'
import { followTheme } from './state/theme.svelte'

followTheme()
mount(App, { target: document.getElementById('explorer')! })
