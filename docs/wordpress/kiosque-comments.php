<?php
/**
 * Plugin Name: Kiosque comments
 * Description: Lets the readers of a Kiosque site comment on the posts of this WordPress.
 * Version: 1.0
 * Requires at least: 6.1
 * Requires PHP: 7.4
 * License: GPL-2.0-or-later
 *
 * Copy this file into wp-content/mu-plugins/ (make the folder where there is none): WordPress then
 * loads it by itself, and nobody can switch it off by mistake. In wp-config.php, above the line
 * that says to stop editing, name the sites whose readers may comment, separated by commas:
 *
 *     define( 'KIOSQUE_ORIGINS', 'https://www.journal.example,https://journal.example' );
 *
 * An environment variable of the same name will do, too. An origin is scheme, host and, unless it is
 * the usual one, port; no path. Where the site and WordPress share one origin, nothing need be named.
 *
 * All else stays WordPress's own: Settings > Discussion says who may comment, what is held for
 * moderation and how long discussions stay open; spam filters see these comments like all others.
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The origins that are named, as browsers write them in the Origin header.
 *
 * @return string[]
 */
function kiosque_origins() {
	$named   = defined( 'KIOSQUE_ORIGINS' ) ? KIOSQUE_ORIGINS : getenv( 'KIOSQUE_ORIGINS' );
	$origins = array();
	foreach ( explode( ',', (string) $named ) as $origin ) {
		$origin = strtolower( rtrim( trim( $origin ), '/' ) );
		if ( '' !== $origin ) {
			$origins[] = $origin;
		}
	}
	return $origins;
}

/*
 * Readers have no account here. WordPress refuses their comments over its REST API unless this
 * filter says otherwise; over its form it takes them. Where "Users must be registered and logged in
 * to comment" is ticked, it asks nobody and refuses them all the same.
 */
add_filter( 'rest_allow_anonymous_comments', '__return_true' );

/*
 * A comment to which no answer came is sent again, and WordPress takes it once: it finds the first
 * one. Over the REST API it looks for what was sent, though, among comments that are kept escaped
 * and cleaned, and never finds one with an ampersand, a tag or a backslash in its words or in its
 * writer's name. So look for what would be kept as well.
 */
add_filter(
	'duplicate_comment_id',
	function ( $found, $comment ) {
		if ( $found || ! defined( 'REST_REQUEST' ) || ! REST_REQUEST ) {
			return $found;
		}
		global $wpdb;
		$kept = wp_unslash( wp_filter_comment( wp_slash( $comment ) ) );
		return $wpdb->get_var(
			$wpdb->prepare(
				"SELECT comment_ID FROM $wpdb->comments
				WHERE comment_post_ID = %d AND comment_parent = %d AND comment_approved != 'trash'
				AND comment_author = %s AND comment_author_email = %s AND comment_content = %s LIMIT 1",
				$kept['comment_post_ID'],
				$kept['comment_parent'],
				$kept['comment_author'],
				$kept['comment_author_email'],
				$kept['comment_content']
			)
		);
	},
	10,
	2
);

/*
 * WordPress lets every site of the world read its REST API and send its visitors' cookies along.
 * For comments, the named sites and no others; nothing that a reader does here needs a cookie. With
 * no site named, WordPress's own way is left as it is, and so it is for all that are not comments.
 */
add_filter(
	'rest_pre_serve_request',
	function ( $served, $result, $request ) {
		$origins = kiosque_origins();
		if ( ! $origins || ! preg_match( '#^/wp/v2/comments(/|$)#', $request->get_route() ) ) {
			return $served;
		}
		foreach ( array( 'Origin', 'Methods', 'Credentials' ) as $name ) {
			header_remove( 'Access-Control-Allow-' . $name );
		}
		header_remove( 'Access-Control-Allow-Headers' );
		// A cache must not give one site the answer that was made for another.
		if ( ! in_array( 'Vary: Origin', headers_list(), true ) ) {
			header( 'Vary: Origin', false );
		}
		$origin = strtolower( get_http_origin() );
		if ( ! in_array( $origin, $origins, true ) ) {
			return $served;
		}
		header( 'Access-Control-Allow-Origin: ' . $origin );
		header( 'Access-Control-Expose-Headers: X-WP-Total, X-WP-TotalPages, Link' );
		if ( 'OPTIONS' !== $request->get_method() ) {
			return $served;
		}
		// A browser that asks whether it may send a comment does not read the description of the API.
		header( 'Access-Control-Allow-Methods: GET, POST' );
		header( 'Access-Control-Allow-Headers: Content-Type' );
		header( 'Access-Control-Max-Age: 600' );
		header_remove( 'Content-Type' );
		status_header( 204 );
		return true;
	},
	20,
	3
);

/*
 * Without script, a reader's comment is a form sent to wp-comments-post.php, and its field
 * redirect_to leads back to the article. WordPress follows it to its own host alone, else it shows
 * the reader its login page: so, for this form only, to the hosts of the named sites as well.
 */
add_filter(
	'comment_post_redirect',
	function ( $location ) {
		add_filter(
			'allowed_redirect_hosts',
			function ( $hosts ) {
				foreach ( kiosque_origins() as $origin ) {
					$host = wp_parse_url( $origin, PHP_URL_HOST );
					if ( $host ) {
						$hosts[] = $host;
					}
				}
				return $hosts;
			}
		);
		return $location;
	}
);
