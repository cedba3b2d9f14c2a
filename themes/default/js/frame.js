/* In a frame only: says that the page is there and, once it has been touched, how tall it is. No other word leaves it. */
(function () {
  'use strict';
  const root = document.documentElement;
  if (window.parent === window || root.hasAttribute('data-framed')) { return; }
  root.setAttribute('data-framed', '');
  const context = communContext.read(window.name);
  let touched = !!context.tapped;

  // In a frame that is not of our widget, nobody answers when Escape asks to leave: the page says what holds.
  const bare = /** @type {HTMLElement | null} */ (document.querySelector('[data-bare]'));
  if (bare) { bare.hidden = window.name.indexOf('commun&') === 0; }

  // An address that is no longer one of ours: the host's page has an old snippet. Its webmaster reads the console.
  const home = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-gone]'));
  if (home) {
    console.warn('Commun Orientation : cette adresse n\'existe pas ou plus, l\'accueil s\'ouvre.');
    window.location.replace(home.href.split('#')[0] + '#cadre');
    return;
  }

  // The colours that the host's page asks for, in the place of those of the device.
  if (context.scheme) {
    root.style.setProperty('color-scheme', context.scheme);
    Array.prototype.forEach.call(document.styleSheets, function (/** @type {CSSStyleSheet} */ sheet) {
      Array.prototype.forEach.call(sheet.cssRules, function (/** @type {CSSMediaRule} */ rule) {
        if (rule.media && /prefers-color-scheme: *dark/.test(rule.media.mediaText)) {
          rule.media.mediaText = context.scheme === 'dark' ? 'all' : 'not all';
        }
      });
    });
  }

  let greeted = false;

  /** Tell the host's page. Before the first touch, nothing of it moves: the height is kept back, one greeting is enough. */
  function tell() {
    if (greeted && !touched) { return; }
    greeted = true;
    const height = Math.ceil(root.getBoundingClientRect().height);
    try { window.parent.postMessage(touched ? { commun: 1, height: height } : { commun: 1 }, '*'); } catch (error) { /* no parent */ }
  }

  function touch() {
    if (touched) { return; }
    touched = true;
    if (window.name.indexOf('commun&') === 0) { window.name += '&tapped=1'; } // the next page of this frame knows
    tell();
  }

  document.addEventListener('click', function (event) {
    touch();
    const from = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (from.closest && from.closest('a[href]'));
    // Other sites refuse to be framed: they open beside. A step has a whole address too, in the partner's own folder.
    if (link && !link.target && /^https?:\/\//.test(link.getAttribute('href') || '') && link.href.indexOf(communAssets.root)) {
      link.target = '_blank';
      link.rel = 'noreferrer noopener';
    }
  }, true);
  document.addEventListener('keydown', touch);

  if (window.ResizeObserver) {
    new ResizeObserver(tell).observe(root);
  } else {
    ['load', 'resize', 'click', 'toggle'].forEach(function (name) { window.addEventListener(name, function () { setTimeout(tell, 50); }, true); });
  }
  tell();

  // As tall as its page, a frame does not scroll: "Quitter vite" is moved to what is on screen, which only the browser knows.
  const exit = /** @type {HTMLElement | null} */ (document.querySelector('.co-exit'));
  if (exit && window.IntersectionObserver) {
    const seen = new IntersectionObserver(function (entries) {
      exit.style.transform = '';
      const gap = entries[0].intersectionRect.top - exit.getBoundingClientRect().top;
      if (gap > 0) { exit.style.transform = 'translateY(' + Math.round(gap) + 'px)'; }
    });
    setInterval(function () {
      if (document.hidden) { return; }
      seen.unobserve(root);
      seen.observe(root);
    }, 250);
  }
})();
