/* Asks for the service worker (sw.js), once nothing else is waited for: what is the same for everybody opens without network. */
const communOffline = (function () {
  'use strict';

  /**
   * Tell whether a page may ask for it: on a web site, not in a frame, not on a sensitive page, not where data are counted.
   * @param {{on: boolean, protocol: string, framed: boolean, path: string, connection?: {saveData?: boolean, effectiveType?: string}}} page
   */
  function wanted(page) {
    const connection = page.connection || {};
    return page.on && /^https?:$/.test(page.protocol) && !page.framed && !/\/p\/[0-9a-f]{8}\//.test(page.path) &&
      !connection.saveData && !/2g/.test(connection.effectiveType || '');
  }

  return { wanted: wanted };
})();

if (typeof module === 'object') { module.exports = communOffline; } else {
  (function () {
    'use strict';
    const root = document.documentElement;
    const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
    // In a frame, the very name of the service worker throws (sandbox): asked for last.
    if (!script || !communOffline.wanted({
      on: root.hasAttribute('data-offline'),
      protocol: window.location.protocol,
      framed: window.top !== window,
      path: window.location.pathname,
      connection: /** @type {any} */ (navigator).connection
    }) || !navigator.serviceWorker) { return; }
    const container = navigator.serviceWorker;
    const folder = script.src.replace(/assets\/[^/]*$/, '');

    function ask() {
      try {
        const types = /** @type {any} */ (window).trustedTypes;
        const address = folder + 'sw.js';
        // A policy of its own, that knows this address alone.
        const policy = types && types.createPolicy ? types.createPolicy('commun-worker', { createScriptURL: function () { return address; } }) : null;
        container.register(policy ? policy.createScriptURL('') : address, { scope: folder, updateViaCache: 'none' }).catch(function () { /* the page works without */ });
      } catch (error) { /* storage is closed: the page works without */ }
    }

    window.addEventListener('load', function () {
      const idle = /** @type {any} */ (window).requestIdleCallback;
      if (idle) { idle(ask, { timeout: 10000 }); } else { window.setTimeout(ask, 3000); }
    });
  })();
}
