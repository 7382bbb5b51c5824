<?php
/**
 * Plugin Name: Kiosque tests
 * Description: Settings by the environment, no flood control unless a test is about it, no network, no mail.
 */

$kiosque_options = json_decode( (string) getenv( 'KIOSQUE_OPTIONS' ), true );
foreach ( (array) $kiosque_options as $kiosque_name => $kiosque_value ) {
	add_filter(
		'pre_option_' . $kiosque_name,
		function () use ( $kiosque_value ) {
			return $kiosque_value;
		}
	);
}

if ( '1' !== getenv( 'KIOSQUE_FLOOD' ) ) {
	add_filter( 'wp_is_comment_flood', '__return_false', 99 );
}

add_filter(
	'pre_http_request',
	function () {
		return new WP_Error( 'offline', 'Tests ask nothing of the network.' );
	}
);

add_filter( 'pre_wp_mail', '__return_true' );
