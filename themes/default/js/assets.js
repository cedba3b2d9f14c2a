/* Loads the data files of journeys and places, and nothing else: the one policy that the page's CSP allows. */
const communAssets = (function () {
  'use strict';
  const KNOWN = /^((\.\.\/)?data\/(places\/[a-z0-9]+|contacts\/[0-9AB]+)|data\/(journeys\/[a-z0-9-]+|landings)\.[0-9a-f]{8})\.js$/;
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const root = script ? script.src.replace(/assets\/[^/]*$/, '') : '';
  /** @type {any} */
  let policy = null;

  /** Return the address of a file of the partner's folder; a name that is not known is refused. @param {string} path */
  function address(path) {
    if (!KNOWN.test(path)) { throw new TypeError('not a data file: ' + path); }
    return root + path;
  }

  /**
   * Load a data file, once it is asked for.
   * @param {string} path
   * @param {() => void} done
   * @param {() => void} [failed] where there is no such file: a folder that was copied alone
   */
  function load(path, done, failed) {
    try {
      const types = /** @type {any} */ (window).trustedTypes;
      policy = policy || (types && types.createPolicy ? types.createPolicy('commun', { createScriptURL: address }) : { createScriptURL: address });
      const element = document.createElement('script');
      element.src = policy.createScriptURL(path);
      element.onload = done;
      if (failed) { element.onerror = failed; }
      document.head.appendChild(element);
    } catch (error) {
      window.console.warn('commun: ' + error);
      if (failed) { failed(); }
    }
  }

  return { load: load, root: root };
})();
