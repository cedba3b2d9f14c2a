/* The block in the editor: what to show, how, and a preview made by the server. */
(function (blocks, element, components, editor, serverSideRender) {
  'use strict';
  const make = element.createElement;
  const entries = window.communOrientationEntries || {};
  const choices = {
    entree: ['Ce qui est affiché', [['', 'Toutes les situations']].concat(Object.keys(entries).map(function (id) { return [id, entries[id]]; }))],
    mode: ['De quelle façon', [['', 'Dans la page'], ['panneau', 'Un lien qui ouvre un panneau'], ['page', 'Un lien vers la page entière']]],
    couleurs: ['Couleurs', [['', 'Comme l\'appareil du visiteur'], ['claires', 'Claires'], ['sombres', 'Sombres']]]
  };

  function control(name, props) {
    return make(components.SelectControl, {
      key: name,
      label: choices[name][0],
      value: props.attributes[name],
      options: choices[name][1].map(function (pair) { return { value: pair[0], label: pair[1] }; }),
      onChange: function (value) { props.setAttributes({ [name]: value }); }
    });
  }

  blocks.registerBlockType('commun-orientation/widget', {
    apiVersion: 2,
    title: 'Qui contacter ? (orientation)',
    description: 'Aide le visiteur à trouver le bon service.',
    icon: 'phone',
    category: 'widgets',
    edit: function (props) {
      return make('div', editor.useBlockProps(),
        make(editor.InspectorControls, null, make(components.PanelBody, { title: 'Réglages' }, Object.keys(choices).map(function (name) { return control(name, props); }))),
        make(components.Disabled, null, make(serverSideRender, { block: 'commun-orientation/widget', attributes: props.attributes })));
    },
    save: function () { return null; }
  });
})(window.wp.blocks, window.wp.element, window.wp.components, window.wp.blockEditor, window.wp.serverSideRender);
