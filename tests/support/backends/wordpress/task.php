<?php
// What a test does behind WordPress's back: a task as JSON on the standard input, its result as JSON
// on the standard output.
$task = json_decode( stream_get_contents( STDIN ), true );

$_SERVER += array(
	'HTTP_HOST'       => 'localhost',
	'SERVER_NAME'     => 'localhost',
	'REQUEST_URI'     => '/',
	'REQUEST_METHOD'  => 'GET',
	'REMOTE_ADDR'     => '127.0.0.1',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
);

if ( 'install' === $task['task'] ) {
	$database = mysqli_connect( 'localhost', 'root', '', null, 0, getenv( 'KIOSQUE_RUN' ) . '/database.sock' );
	mysqli_query( $database, 'CREATE DATABASE wordpress CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci' );
	define( 'WP_INSTALLING', true );
}

require ABSPATH . 'wp-load.php';

function kiosque_install() {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	wp_install( 'Le Journal', 'admin', 'admin@example.org', true, '', wp_generate_password(), 'fr_FR' );
	$options = array(
		'WPLANG'                       => 'fr_FR',
		'timezone_string'              => 'Europe/Paris',
		'permalink_structure'          => '/%postname%/',
		'comment_moderation'           => '0',
		'comment_previously_approved'  => '0',
		'comment_registration'         => '0',
		'require_name_email'           => '1',
		'thread_comments'              => '1',
		'thread_comments_depth'        => '5',
		'close_comments_for_old_posts' => '0',
		'comment_max_links'            => '2',
		'moderation_keys'              => 'a-voir',
		'disallowed_keys'              => 'mot-interdit',
	);
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	// Made while installing they lack the permalinks; the first request makes them again.
	delete_option( 'rewrite_rules' );
	return get_bloginfo( 'version' );
}

function kiosque_post( $task ) {
	return wp_insert_post(
		array(
			'post_title'     => $task['title'],
			'post_content'   => 'Un article.',
			'post_status'    => $task['published'] ? 'publish' : 'draft',
			'comment_status' => $task['open'] ? 'open' : 'closed',
			'post_author'    => 1,
		)
	);
}

function kiosque_comments( $task ) {
	global $wpdb;
	$columns = 'comment_ID AS id, comment_author AS author, comment_author_email AS email, '
		. 'comment_content AS text, comment_approved AS state';
	$query   = "SELECT $columns FROM $wpdb->comments WHERE comment_post_ID = %d ORDER BY comment_ID";
	return $wpdb->get_results( $wpdb->prepare( $query, $task['post'] ), ARRAY_A );
}

function kiosque_status( $task ) {
	return wp_set_comment_status( $task['id'], $task['status'] );
}

function kiosque_fill( $task ) {
	wp_defer_comment_counting( true );
	$parent = 0;
	for ( $number = 1; $number <= $task['count']; $number++ ) {
		$id = wp_insert_comment(
			array(
				'comment_post_ID'      => $task['post'],
				'comment_author'       => "Lectrice $number",
				'comment_author_email' => 'lectrice@example.org',
				'comment_content'      => "Commentaire $number",
				'comment_approved'     => 1,
				// Every third answers the one before.
				'comment_parent'       => 0 === $number % 3 ? $parent : 0,
				'comment_date'         => gmdate( 'Y-m-d H:i:s', 1577836800 + 60 * $number ),
			)
		);
		$parent = $id;
	}
	wp_defer_comment_counting( false );
	return $task['count'];
}

echo json_encode( call_user_func( 'kiosque_' . $task['task'], $task ) );
