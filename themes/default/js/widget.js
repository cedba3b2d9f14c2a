/*
 * On the host's page: each link marked data-commun-orientation becomes a frame of the page it leads to, or a button that
 * opens it in a panel. The link stays in sight until the frame has answered: blocked, delayed or offline, it still works.
 * Attributes of the link: data-entry, data-topic or data-need (the link then leads to the partner's home page),
 * data-mode (inline, panel, page), data-scheme (auto, light, dark), data-audience, data-place, data-answers.
 * Nothing here throws on a page that has its own mind: moved, removed, run twice, run late.
 */
(function () {
  'use strict';
  const EXIT = 'https://meteofrance.com/';
  const TALLEST = 9999;
  const PATIENCE_MS = 2000;
  /** What of an address, in the folder of a partner, is not that of its home page. */
  const PAGE = /(entrees|themes|contacts|p|parcours\/[^/]+)\/[^/]+\/[^/]*$/;
  /** @type {Object<string, boolean>} */
  const told = {};

  /** Tell the webmaster, in the console: once a page, whatever the number of links. @param {string} what */
  function warn(what) {
    if (!told[what]) { console.warn('Commun Orientation : « ' + what + ' » est introuvable, l\'accueil s\'ouvre.'); }
    told[what] = true;
  }

  /** Write a style that wins over the host's, as its policy allows. @param {HTMLElement} element @param {string} style */
  function dress(element, style) { element.style.cssText = style.replace(/;|$/g, '!important;'); }

  /** The host's own rules for frames (16/9, hidden until seen) do not apply to this one. */
  const PLAIN = 'display:block;width:100%;max-width:none;min-width:0;min-height:0;max-height:none;margin:0;padding:0;border:0;opacity:1;transform:none;scroll-margin:5rem;';

  /** @typedef {HTMLAnchorElement & {communDone?: boolean}} Link */
  /** @typedef {HTMLIFrameElement & {communLink?: Link, communHeight?: number, communHome?: string, communShown?: boolean}} Frame */

  /**
   * Put a frame after the link, out of sight until it answers.
   * @param {Link} link
   * @param {number} height what is kept for it, in px; it only grows
   */
  function mount(link, height) {
    const frame = /** @type {Frame} */ (document.createElement('iframe'));
    const style = link.style.cssText;
    let visits = 0;
    frame.communLink = link;
    frame.communHeight = height;
    frame.title = link.text.trim();
    // The context travels in the frame's name: no server writes it down, and it lasts from page to page.
    frame.name = ['scheme', 'audience', 'place', 'answers'].reduce(function (name, key) {
      return name + '&' + key + '=' + encodeURIComponent(link.getAttribute('data-' + key) || '');
    }, 'commun');
    frame.setAttribute('sandbox', 'allow-scripts allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals allow-top-navigation-by-user-activation');
    frame.setAttribute('allow', 'web-share; clipboard-write');
    frame.setAttribute('referrerpolicy', 'no-referrer');
    // At its size and out of the flow from the start: when it comes, nothing is laid out again around it.
    dress(frame, PLAIN + 'position:absolute;left:0;visibility:hidden;height:' + height + 'px');
    // A page that opens in the frame is seen from its top.
    frame.onload = function () {
      if (visits++ && frame.getBoundingClientRect().top < 0) { frame.scrollIntoView(); }
      // A page that does not greet is not one of ours: a server's own page for an old address.
      setTimeout(function () {
        const home = link.href.replace(PAGE, 'index.html');
        if (visits === 1 && !frame.communShown && frame.contentWindow && home !== link.href) {
          warn(link.href);
          frame.communHome = home;
          frame.contentWindow.location.replace(home + '#cadre'); // no step for Back
        }
      }, PATIENCE_MS);
    };
    frame.src = link.href.split('#')[0] + '#cadre';
    link.insertAdjacentElement('afterend', frame);
    // The host takes the frame away: the link is there again.
    new MutationObserver(function () {
      if (frame.communShown && !frame.isConnected) {
        frame.communShown = false;
        link.style.cssText = style;
        link.href = frame.communHome || link.href;
      }
    }).observe(/** @type {Node} */ (link.parentNode), { childList: true });
  }

  /** @param {Frame} frame @param {any} message */
  function hear(frame, message) {
    const link = frame.communLink;
    if (!link) { return; } // a frame of the host's own, that is named like ours
    if (message.exit === true) {
      dress(document.documentElement, 'display:none');
      document.title = '\u200b';
      window.location.replace(EXIT);
    } else {
      const height = Math.max(frame.communHeight || 0, Math.min(typeof message.height === 'number' ? message.height || 0 : 0, TALLEST));
      if (frame.communShown && height === frame.communHeight) { return; }
      frame.communShown = true;
      frame.communHeight = height;
      dress(frame, PLAIN + 'height:' + height + 'px');
      dress(link, 'display:none');
    }
  }

  /** Open the page in a panel, for as long as it is open. @param {Link} link */
  function open(link) {
    const panel = document.createElement('dialog');
    const close = document.createElement('button');
    const inside = /** @type {Link} */ (link.cloneNode(true));
    panel.setAttribute('aria-label', link.text.trim());
    dress(panel, PLAIN + 'position:fixed;top:0;left:auto;right:0;height:100%;max-width:30rem;overflow:auto;background:Canvas;color:CanvasText;font:1rem/1.5 sans-serif');
    close.textContent = 'Fermer';
    dress(close, 'display:block;width:auto;min-height:44px;margin:4px 4px 4px auto;padding:0 1rem;border:2px solid;background:Canvas;color:CanvasText;font:inherit;position:sticky;top:4px;z-index:1');
    close.onclick = function () { panel.close(); };
    panel.onclose = function () { panel.remove(); };
    panel.appendChild(close);
    panel.appendChild(inside);
    document.body.appendChild(panel);
    mount(inside, panel.clientHeight - 52);
    panel.showModal();
  }

  /** Make of a link what its data-mode says. @param {Link} link */
  function show(link) {
    const mode = link.getAttribute('data-mode');
    if (mode === 'panel' && 'showModal' in document.createElement('dialog')) {
      link.setAttribute('role', 'button');
      link.onclick = function (event) {
        if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
          event.preventDefault();
          open(link);
        }
      };
      link.onkeydown = function (event) {
        if (event.key === ' ') {
          event.preventDefault();
          link.click();
        }
      };
    } else if (mode !== 'panel' && mode !== 'page') {
      const rect = link.getBoundingClientRect();
      if (near && (rect.top > 2 * innerHeight || rect.bottom < -innerHeight)) { near.observe(link); } else { place(link); }
    }
  }

  /** Put a frame into the box that the host's page keeps for it. @param {Link} link */
  function place(link) {
    const box = /** @type {HTMLElement} */ (link.parentNode);
    const style = getComputedStyle(box);
    const height = Math.max(parseFloat(style.minHeight) || 560, 320);
    if (style.position === 'static') { box.style.position = 'relative'; }
    mount(link, height);
  }

  /** A frame that nobody comes near costs the host's page nothing. */
  /** @type {IntersectionObserver | undefined} */
  let near;
  if (window.IntersectionObserver) {
    near = new IntersectionObserver(function (entries, seen) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting) {
          seen.unobserve(entry.target);
          place(/** @type {Link} */ (entry.target));
        }
      });
    }, { rootMargin: '100%' });
  }

  /** Find where data-entry, data-topic or data-need leads, then show it. @param {Link} link */
  function prepare(link) {
    const kind = ['entry', 'topic', 'need'].filter(function (name) { return link.hasAttribute('data-' + name); })[0];
    if (link.communDone || !/^https?:$/.test(link.protocol)) { return; }
    link.communDone = true;
    if (!kind) { show(link); return; }
    const script = document.createElement('script');
    const folder = link.href.replace(/[^/]*([?#].*)?$/, '');
    const wanted = kind + ' ' + link.getAttribute('data-' + kind);
    const answered = script.onload = script.onerror = function () {
      const path = (/** @type {any} */ (window).communWays || {})[wanted];
      if (path) { link.href = folder + path; } else { warn(wanted); }
      show(link);
    };
    try {
      script.src = folder + 'data/ways.js'; // refused where the host requires trusted types
      document.head.appendChild(script);
    } catch (error) { answered(); }
  }

  function start() { document.querySelectorAll('a[data-commun-orientation]').forEach(function (link) { prepare(/** @type {Link} */ (link)); }); }

  window.addEventListener('message', function (event) {
    if (!event.source || !event.data || event.data.commun !== 1) { return; }
    document.querySelectorAll('iframe[name^=commun]').forEach(function (frame) {
      if (/** @type {Frame} */ (frame).contentWindow === event.source) { hear(/** @type {Frame} */ (frame), event.data); }
    });
  });
  document.addEventListener('DOMContentLoaded', start);
  start();
})();
