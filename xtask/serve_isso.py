"""Isso behind `trunk serve`, for as long as that runs.

    python -I serve_isso.py CONFIGURATION PREFIX PROCESS

`isso run` would do but for two things. Trunk's proxy takes the prefix away and replaces the Host
header by one without a port, so that the links and redirects of Isso's moderation page lead
nowhere. And whatever ends the process that started this one must end this one, signals that nobody
can catch included.
"""

import os
import sys
import threading
import time

from isso import config, make_app
from isso.wsgi import urlsplit
from werkzeug.serving import run_simple


def as_asked(app, prefix):
    """The application, told what the browser asked for."""

    def asked(environ, start_response):
        environ["HTTP_X_FORWARDED_PREFIX"] = prefix
        environ["HTTP_HOST"] = environ.get("HTTP_X_FORWARDED_HOST", environ.get("HTTP_HOST", ""))
        return app(environ, start_response)

    return asked


def end_with(process):
    """Ends this process soon after its parent."""
    while os.getppid() == process:
        time.sleep(0.2)
    # What SQLite had begun it takes back when it opens the file again.
    os._exit(0)


def main():
    configuration, prefix, process = sys.argv[1], sys.argv[2], int(sys.argv[3])
    threading.Thread(target=end_with, args=(process,), daemon=True).start()
    settings = config.load(config.default_file(), configuration)
    host, port, _ = urlsplit(settings.get("server", "listen"))
    run_simple(host, port, as_asked(make_app(settings), prefix), threaded=True)


main()
