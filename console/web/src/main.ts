import '@fontsource-variable/inter/index.css';
import 'uplot/dist/uPlot.min.css';
import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';

export default mount(App, { target: document.getElementById('app')! });
