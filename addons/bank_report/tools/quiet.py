# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Keep the libraries that print out of the log.

What they call warnings (a property that print does not know, a glyph table left
out) is nothing an administrator could act on; assets that are refused we log
ourselves. Whoever writes a template starts with --log-handler=weasyprint:DEBUG.
"""

import logging

for _name in ("weasyprint", "fontTools"):
    if logging.getLogger(_name).level == logging.NOTSET:
        logging.getLogger(_name).setLevel(logging.CRITICAL)
