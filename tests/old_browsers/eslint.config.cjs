/* What ships must run on the browsers of package.json ("browserslist"): ES2015 syntax, and no interface they lack
   unless the script asks first (`window.x && ...`), which the plugin sees for most. */
const compat = require('eslint-plugin-compat');

module.exports = [
  {
    files: ['**/*.js'],
    plugins: { compat },
    languageOptions: { ecmaVersion: 2015, sourceType: 'script' },
    // Each of these is asked for before it is used; where it lacks, the script does without it.
    settings: { polyfills: ['trustedTypes', 'navigator.clipboard', 'navigator.connection', 'requestIdleCallback', 'caches'] },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { 'compat/compat': 'error' },
  },
];
