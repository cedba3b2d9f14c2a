/* Loads scripts and data of the partner's folder, and nothing else: the one policy that the page's CSP allows. */
const communAssets = (function () {
  'use strict';
  const KNOWN = /^((\.\.\/)?data\/(places\/[a-z0-9]+|contacts\/[0-9AB]+)|data\/(journeys\/[a-z0-9-]+|landings|search)\.[0-9a-f]{8}|assets\/[a-z]+\.[0-9a-f]{8})\.js$/;
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const root = script ? script.src.replace(/assets\/[^/]*$/, '') : '';
  const network = /** @type {any} */ (navigator).connection;
  /** Path -> what waits for it; null once it is there. @type {Object<string, ((ok: boolean) => void)[] | null>} */
  const waiting = {};
  /** @type {any} */
  let policy = null;

  /** Return the address of a file of the partner's folder; a name that is not known is refused. @param {string} path */
  function address(path) {
    if (!KNOWN.test(path)) { throw new TypeError('not a data file: ' + path); }
    return root + path;
  }

  /**
   * Load a file, once it is asked for.
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
      element.async = false; // those asked for together run in their order
      element.onload = done;
      if (failed) { element.onerror = failed; }
      document.head.appendChild(element);
    } catch (error) {
      window.console.warn('commun: ' + error);
      if (failed) { failed(); }
    }
  }

  /**
   * Load scripts that the page left for later, each once, whoever asks and how often.
   * @param {string} paths a space apart, in order
   * @param {(ok: boolean) => void} [then]
   */
  function later(paths, then) {
    const all = paths.split(' ');
    let left = all.length;
    let good = true;
    /** @param {boolean} ok */
    function one(ok) {
      good = good && ok;
      left -= 1;
      if (!left && then) { then(good); }
    }
    all.forEach(function (path) {
      const others = waiting[path];
      if (others === null) { return one(true); }
      if (others) { others.push(one); return; }
      const mine = waiting[path] = [one];
      /** @param {boolean} ok */
      function tell(ok) {
        if (ok) { waiting[path] = null; } else { delete waiting[path]; } // it may be asked for again
        mine.forEach(function (act) { act(ok); });
      }
      load(path, function () { tell(true); }, function () { tell(false); });
    });
  }

  /** Act once the page has been painted: what it loads then delays nothing that is seen. @param {() => void} act */
  function painted(act) {
    const wait = function () {
      if (document.hidden) { act(); } else { window.requestAnimationFrame(function () { window.setTimeout(act, 0); }); }
    };
    if (document.readyState === 'complete') { wait(); } else { window.addEventListener('load', wait); }
  }

  /** Act once the page is there and quiet. @param {() => void} act */
  function quiet(act) {
    const idle = /** @type {any} */ (window).requestIdleCallback || function (/** @type {() => void} */ next) { window.setTimeout(next, 1000); };
    painted(function () { idle(act, { timeout: 2000 }); });
  }

  /** Whether what nobody asked for may be loaded: not under Save-Data, on 2G, or where the browser does not say. */
  const free = !!network && !network.saveData && /^[345]g$/.test(network.effectiveType);

  return { load: load, later: later, painted: painted, quiet: quiet, free: free, root: root };
})();
