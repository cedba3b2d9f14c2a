/*
 * The service worker of a partner's folder. Keeps a fixed list, the same for everybody (COMMUN, written by the build);
 * never what was visited, never a sensitive page. Pages come from the network first; a page from the pack says its date.
 * A page in a frame is left alone. When the partner turns it off, it forgets all and removes itself.
 */
(function (worker) {
  'use strict';
  const scope = worker.registration.scope;
  const family = 'commun ' + scope + ' ';
  const mine = family + COMMUN.version;
  const INSTEAD = 'hors-ligne/index.html';
  /** How long the network may take before a page that is kept is shown, in ms. */
  const PATIENCE = 4000;

  /** Delete what other versions kept for this folder. @param {string} kept */
  function forget(kept) {
    return caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf(family) === 0 && name !== kept; })
        .map(function (name) { return caches.delete(name); }));
    });
  }

  if (COMMUN.off) {
    worker.addEventListener('install', function () { worker.skipWaiting(); });
    worker.addEventListener('activate', function (/** @type {any} */ event) {
      event.waitUntil(forget('').then(function () { return worker.registration.unregister(); }));
    });
    return;
  }

  worker.addEventListener('install', function (/** @type {any} */ event) {
    event.waitUntil(caches.open(mine).then(function (cache) {
      return cache.addAll(COMMUN.files.map(function (/** @type {string} */ path) { return scope + path; }));
    }));
  });

  // Never in haste: an older version serves its own pages whole until the last of them is closed.
  worker.addEventListener('activate', function (/** @type {any} */ event) { event.waitUntil(forget(mine)); });

  worker.addEventListener('fetch', function (/** @type {any} */ event) {
    const request = event.request;
    const address = request.url.split(/[?#]/)[0];
    if (request.method !== 'GET' || address.indexOf(scope) !== 0) { return; }
    const path = address.slice(scope.length);
    if (request.mode === 'navigate') {
      if (request.destination === 'document') { event.respondWith(page(request, path)); }
    } else if (COMMUN.files.indexOf(path) >= 0) {
      event.respondWith(file(event));
    }
  });

  /** A file whose name changes with its content: the one that is kept is the right one, but not for a framed page. @param {any} event */
  function file(event) {
    return worker.clients.get(event.clientId).then(function (/** @type {any} */ client) {
      if (!client || client.frameType !== 'top-level') { return fetch(event.request); }
      return caches.open(mine).then(function (cache) { return cache.match(event.request.url); })
        .then(function (found) { return found || fetch(event.request); });
    });
  }

  /** @param {Request} request @param {string} path @returns {Promise<Response>} */
  function page(request, path) {
    const network = fetch(request);
    const late = new Promise(function (resolve) { setTimeout(resolve, PATIENCE); });
    return Promise.race([network, late]).catch(function () { /* no network */ }).then(function (first) {
      const answer = /** @type {Response | undefined} */ (first);
      if (answer && answer.status < 500) { return answer; }
      return kept(path).then(function (found) {
        return found || network.catch(function () { return kept(INSTEAD).then(function (page) { return page || Response.error(); }); });
      });
    });
  }

  /** Make a page of the pack, its date above its content. @param {string} path @returns {Promise<Response | null>} */
  function kept(path) {
    const name = path === '' || path.slice(-1) === '/' ? path + 'index.html' : path;
    return caches.open(mine).then(function (cache) { return cache.match(scope + COMMUN.pack); })
      .then(function (response) { return response ? response.json() : { pages: {} }; })
      .then(function (pack) {
        const stretches = Object.prototype.hasOwnProperty.call(pack.pages, name) ? pack.pages[name] : [];
        const lines = /** @type {string[]} */ ([]);
        for (let i = 0; i < stretches.length; i += 2) {
          Array.prototype.push.apply(lines, pack.lines.slice(stretches[i], stretches[i] + stretches[i + 1]));
        }
        if (!lines.length) { return null; }
        let html = lines.join('\n');
        // Shown at any address: its links start at the partner's folder.
        if (name === INSTEAD) { html = html.replace(/="\.\.\//g, '="' + scope.replace(/^[a-z]+:\/\/[^/]*/, '')); }
        const language = (/<html lang="([a-z]+)"/.exec(html) || ['', 'fr'])[1];
        html = html.replace('<main', '<p class="co-banner" role="status">' + (pack.notes[language] || pack.notes.fr) + '</p>\n<main');
        return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
      });
  }
})(/** @type {any} */ (self));
