<?php
// Runs before every script: WordPress then looks for wp-config.php in the run's own folder, although
// its files are links to those that are installed.
define( 'ABSPATH', getenv( 'KIOSQUE_RUN' ) . '/site/' );
