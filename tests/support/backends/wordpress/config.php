<?php
// wp-config.php of the tests' WordPress. What differs from test to test comes by the environment of
// the web server, so that tests share a database and no settings.
$kiosque_run = getenv( 'KIOSQUE_RUN' );

define( 'DB_NAME', 'wordpress' );
define( 'DB_USER', 'root' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', "localhost:$kiosque_run/database.sock" );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
$table_prefix = 'wp_';

foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $kiosque_name ) {
	define( $kiosque_name . '_KEY', 'only-for-tests' );
	define( $kiosque_name . '_SALT', 'only-for-tests' );
}

// Below a path of another site, a proxy has taken the path away: WordPress must know it.
$kiosque_prefix = isset( $_SERVER['HTTP_X_FORWARDED_PREFIX'] ) ? $_SERVER['HTTP_X_FORWARDED_PREFIX'] : '';
define( 'WP_HOME', 'http://' . $_SERVER['HTTP_HOST'] . $kiosque_prefix );
define( 'WP_SITEURL', WP_HOME );
$_SERVER['REQUEST_URI'] = $kiosque_prefix . $_SERVER['REQUEST_URI'];
unset( $_SERVER['PATH_INFO'] );

define( 'WP_CONTENT_DIR', "$kiosque_run/content" );
define( 'WPMU_PLUGIN_DIR', $kiosque_run . '/' . getenv( 'KIOSQUE_PLUGINS' ) );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_DEBUG', false );

require_once ABSPATH . 'wp-settings.php';
