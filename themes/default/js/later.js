/*
 * What a page does without at first: search, the chooser of places, what one does with an answer. It comes when the page is
 * quiet, or when the person turns to it, and never because of what is typed or chosen. Search comes to all pages that hold
 * its box; under Save-Data, on 2G and where the browser does not say, as soon as its box is touched, before any letter.
 */
(function () {
  'use strict';
  const main = document.querySelector('main');
  const hash = window.location.hash;

  /** @param {Element | null} element @param {string} name */
  function said(element, name) { return element && element.getAttribute('data-' + name) || ''; }

  // The same for all who open the page, whatever they do on it.
  const rest = said(main, 'later');
  if (rest) { communAssets.quiet(function () { communAssets.later(rest); }); }

  const agent = said(main, 'agent');
  if (agent && (said(main, 'audience') || communContext.known(window.name, hash).audience) === 'agent') { communAssets.later(agent); }

  // The steps of a journey: for who has answered, or is asked here.
  const steps = said(main, 'steps');
  if (steps && (said(main, 'asked') || /[#,]r:/.test(hash))) { communAssets.painted(function () { communAssets.later(steps); }); }

  const place = document.querySelector('[data-search]');
  const model = place && place.querySelector('template');
  if (place && model) {
    place.textContent = '';
    place.appendChild(document.importNode(model.content, true));
    const box = /** @type {HTMLInputElement} */ (place.querySelector('input'));
    const status = /** @type {Element} */ (place.querySelector('[role=status]'));
    let words = 'waits';
    const tell = function () { if (box.value && !place.hasAttribute('data-ready')) { status.textContent = said(place, words); } };
    const come = function () {
      words = 'waits';
      communAssets.later(said(place, 'later'), function (ok) {
        if (!ok) { words = 'lost'; }
        tell();
      });
    };
    box.addEventListener('focus', come);
    box.addEventListener('input', tell);
    window.addEventListener('pagehide', function () { box.value = ''; });
    if (communAssets.free) { communAssets.quiet(come); }
  }

  const hook = document.querySelector('[data-place-chooser][data-later]');
  const link = hook && hook.querySelector('a');
  if (hook && link) {
    let waits = false;
    let told = false;
    const come = function (/** @type {() => void} */ then) { communAssets.later(said(hook, 'later'), then); };
    if (/&place=/.test(window.name) || /lieu=/.test(hash)) { come(function () { /* it shows who answers there by itself */ }); }
    link.addEventListener('click', function (event) {
      if (told || hook.hasAttribute('data-ready')) { return; }
      event.preventDefault();
      if (waits) { return; }
      waits = true;
      // Once it is there it answers this click itself; if it does not come, the link leads to the list of communes.
      come(function () {
        told = true;
        link.click();
      });
    });
  }
})();
