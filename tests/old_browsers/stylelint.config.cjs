/* What ships must be read by the browsers of package.json ("browserslist"). Features below are left out because an old
   browser that does not know them shows the page all the same; each says what is lost. */
const { browserslist } = require('../../package.json');

module.exports = {
  plugins: ['stylelint-no-unsupported-browser-features'],
  rules: {
    'plugin/no-unsupported-browser-features': [true, {
      browsers: browserslist,
      severity: 'error',
      ignorePartialSupport: true,
      ignore: [
        'prefers-color-scheme', // the light colours are shown
        'css-paged-media', // the poster is printed with the margins of the printer
        'css-media-scripting', // the room of the search box stays empty under the line that stands in for it
        'css-not-sel-list', // also said of one simple selector; the test looks for lists itself
        'css-snappoints', // scrolls past, and stops where the finger stops
        'css-focus-visible', // the rule before it shows the focus at every click as well
      ],
    }],
  },
};
