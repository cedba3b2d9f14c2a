<?php
/**
 * Plugin Name: Commun Orientation
 * Description: Affiche « Qui contacter ? » dans une page : un bloc, ou le code court [commun_orientation].
 * Version: 1.0.0
 * Requires at least: 5.8
 * Requires PHP: 7.2
 * License: MIT
 * License URI: https://opensource.org/license/mit
 *
 * Writes a plain link in a box that keeps its place, and loads one script; nothing is stored, nobody is counted.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/** What the site's builder says of the partner: address, entries, and where each entry, topic and need is. */
function commun_orientation_data() {
	static $data = null;
	if ( null === $data ) {
		$data = json_decode( (string) file_get_contents( __DIR__ . '/ways.json' ), true );
		$data = is_array( $data ) ? $data : array();
		$data += array( 'folder' => '', 'partner' => '', 'entries' => array(), 'ways' => array() );
	}
	return $data;
}

/** The public address of the partner's folder, with its final slash; '' as long as nobody has said it. */
function commun_orientation_folder() {
	$data   = commun_orientation_data();
	$folder = trim( (string) get_option( 'commun_orientation_folder', '' ) );
	$folder = '' === $folder ? $data['folder'] : $folder;
	return '' === $folder ? '' : trailingslashit( preg_replace( '~index\.html$~', '', $folder ) );
}

/** Turns what the editor chose into the link and its box. */
function commun_orientation_html( $asked ) {
	$asked  = shortcode_atts(
		array(
			'entree'   => '',
			'sujet'    => '',
			'besoin'   => '',
			'mode'     => '',
			'couleurs' => '',
			'hauteur'  => '560',
			'texte'    => '',
		),
		is_array( $asked ) ? $asked : array(),
		'commun_orientation'
	);
	$folder = commun_orientation_folder();
	if ( '' === $folder ) {
		return current_user_can( 'manage_options' )
			? '<p><strong>' . esc_html( 'Commun Orientation : indiquez l\'adresse du service dans Réglages > Général.' ) . '</strong></p>'
			: '';
	}
	$data = commun_orientation_data();
	$path = 'index.html';
	$name = '';
	foreach ( array( 'entree' => 'entry', 'sujet' => 'topic', 'besoin' => 'need' ) as $word => $kind ) {
		$way = $kind . ' ' . $asked[ $word ];
		if ( '' === $asked[ $word ] ) {
			continue;
		}
		if ( isset( $data['ways'][ $way ] ) ) {
			$path = $data['ways'][ $way ];
			$name = 'entry' === $kind && isset( $data['entries'][ $asked[ $word ] ] ) ? $data['entries'][ $asked[ $word ] ] : '';
		} else {
			// widget.js says in the console that this name is unknown, and opens the home page.
			$unknown = ' data-' . $kind . '="' . esc_attr( $asked[ $word ] ) . '"';
		}
		break;
	}
	$modes   = array( 'panneau' => 'panel', 'page' => 'page' );
	$schemes = array( 'claires' => 'light', 'sombres' => 'dark' );
	$more    = isset( $unknown ) ? $unknown : '';
	$more   .= isset( $modes[ $asked['mode'] ] ) ? ' data-mode="' . $modes[ $asked['mode'] ] . '"' : '';
	$more   .= isset( $schemes[ $asked['couleurs'] ] ) ? ' data-scheme="' . $schemes[ $asked['couleurs'] ] . '"' : '';
	$text    = '' !== $asked['texte'] ? $asked['texte'] : ( '' !== $name ? $name . ' : qui contacter ?' : 'Qui contacter ? Trouver le bon service' );
	$height  = max( 320, min( 2000, (int) $asked['hauteur'] ) );
	$link    = '<a href="' . esc_url( $folder . $path ) . '" data-commun-orientation' . $more . '>' . esc_html( $text ) . '</a>';
	wp_enqueue_script( 'commun-orientation', $folder . 'widget.js', array(), null, true );
	return isset( $modes[ $asked['mode'] ] ) ? '<p>' . $link . '</p>' : '<div style="min-height:' . $height . 'px">' . $link . '</div>';
}

add_shortcode( 'commun_orientation', 'commun_orientation_html' );

add_action(
	'init',
	function () {
		wp_register_script(
			'commun-orientation-block',
			plugins_url( 'block.js', __FILE__ ),
			array( 'wp-blocks', 'wp-element', 'wp-components', 'wp-block-editor', 'wp-server-side-render' ),
			'1.0.0',
			true
		);
		$data = commun_orientation_data();
		wp_add_inline_script(
			'commun-orientation-block',
			'window.communOrientationEntries = ' . wp_json_encode( (object) $data['entries'], JSON_HEX_TAG | JSON_HEX_AMP ) . ';',
			'before'
		);
		$text = array( 'type' => 'string', 'default' => '' );
		register_block_type(
			'commun-orientation/widget',
			array(
				'api_version'     => 2,
				'editor_script'   => 'commun-orientation-block',
				'render_callback' => 'commun_orientation_html',
				'attributes'      => array( 'entree' => $text, 'mode' => $text, 'couleurs' => $text, 'texte' => $text ),
			)
		);
	}
);

/** The page does not wait for the script, nor an optimiser for a first click. */
add_filter(
	'script_loader_tag',
	function ( $tag, $handle ) {
		if ( 'commun-orientation' !== $handle || false !== strpos( $tag, ' async' ) ) {
			return $tag;
		}
		return str_replace( ' src=', ' async data-no-defer data-cfasync="false" src=', $tag );
	},
	10,
	2
);

add_action(
	'admin_init',
	function () {
		register_setting(
			'general',
			'commun_orientation_folder',
			array( 'type' => 'string', 'sanitize_callback' => 'esc_url_raw', 'default' => '' )
		);
		add_settings_field(
			'commun_orientation_folder',
			'Adresse du service « Qui contacter ? »',
			function () {
				$data = commun_orientation_data();
				printf(
					'<input id="commun_orientation_folder" name="commun_orientation_folder" type="url" class="regular-text" value="%s" placeholder="%s"><p class="description">%s</p>',
					esc_attr( get_option( 'commun_orientation_folder', '' ) ),
					esc_attr( $data['folder'] ),
					esc_html( 'L\'adresse du dossier publié. Laissez vide pour garder celle du module.' )
				);
			},
			'general',
			'default',
			array( 'label_for' => 'commun_orientation_folder' )
		);
	}
);
