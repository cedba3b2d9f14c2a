/* What the host's page hands over in the frame's name, and an entry in the address; read with suspicion, loadable by `node --test`. */
const communContext = (function () {
  'use strict';

  /** The shape of each thing that may be said; what does not fit is as if it had not been said. */
  const SHAPES = {
    scheme: /^(light|dark)$/,
    audience: /^(moi|proche|témoin|agent)$/,
    place: /^(\d{5}|2[AB]\d{3})$/,
    answers: /^[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+(,[a-z0-9-]+\/[a-z0-9-]+:[a-z0-9-]+)*$/,
    tapped: /^1$/
  };

  /**
   * Read the name of a frame.
   * @param {string} name "commun&scheme=dark&place=83137"
   * @returns {Object<string, string>} only what has the right shape; empty when the frame is not ours
   */
  function read(name) {
    /** @type {Object<string, string>} */
    const found = {};
    const parts = String(name).slice(0, 2000).split('&');
    if (parts[0] !== 'commun') { return found; }
    parts.slice(1).forEach(function (part) {
      const cut = part.indexOf('=');
      const key = part.slice(0, cut);
      let value = '';
      try { value = decodeURIComponent(part.slice(cut + 1)); } catch (error) { return; }
      if (Object.prototype.hasOwnProperty.call(SHAPES, key) && SHAPES[/** @type {'scheme'} */ (key)].test(value)) { found[key] = value; }
    });
    return found;
  }

  /**
   * Return what is known of who reads: what the frame was given, and for whom the address says that one searches.
   * @param {string} name of the frame
   * @param {string} hash "#cadre,@proche": it wins over the frame
   */
  function known(name, hash) {
    const found = read(name);
    let said = '';
    try { said = (/[#,]@([^,]+)/.exec(decodeURIComponent(hash)) || [])[1] || ''; } catch (error) { /* not ours */ }
    if (SHAPES.audience.test(said)) { found.audience = said; }
    return found;
  }

  return { read: read, known: known };
})();

if (typeof module === 'object') { module.exports = communContext; }
