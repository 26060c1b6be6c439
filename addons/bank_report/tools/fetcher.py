# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import logging
import os
import re
from urllib.parse import parse_qs, unquote, urlsplit
from urllib.request import DataHandler, OpenerDirector

from weasyprint.urls import URLFetcher, URLFetcherResponse

from odoo.modules import get_module_path
from odoo.tools.mimetypes import guess_mimetype

from .barcode import draw_barcode

_logger = logging.getLogger(__name__)

MAX_ASSET_BYTES = 20_000_000
STATIC_TYPES = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
RECORD_PATH = re.compile(
    r"/web/(?:image|content)"
    r"(?:/(?:(?P<model>[a-z][\w.]*)/)?(?P<id>\d+)(?:-\w+)?(?:/(?P<field>[a-z]\w*))?)?"
    r"(?:/.*)?"
)
BARCODE_PATH = re.compile(r"/report/barcode(?:/(?P<type>\w+)/(?P<value>.+))?/?")


class AssetFetcher(URLFetcher):
    """Serve a document what is the bank's own, and nothing else.

    Own is: a ``data:`` URI, a file in the ``static`` folder of an addon, a binary
    field or attachment that the user who prints may read, a barcode drawn here. It
    opens no socket and no other file: a template or a text in it that names
    another host, ``file:`` or a path outside is left without its picture, which
    the log tells at level info.

    :param env: the environment of the user who prints; superuser mode is dropped
    :param base_url: the address under which relative paths come in
    """

    def __init__(self, env, base_url):
        super().__init__(allowed_protocols=("data", "http", "https"))
        # forget the handlers for http, ftp and file that the parent registered
        OpenerDirector.__init__(self)
        self.add_handler(DataHandler())
        self._env = env(su=False)
        self._origin = urlsplit(base_url)[:2]

    def fetch(self, url, headers=None):
        if len(url) > 5 and url[:5].lower() == "data:":
            return super().fetch(url)
        try:
            content, mimetype = self._read(url)
        except Exception as error:
            _logger.info("Printing: %.200r is not served: %s", url, error)
            raise ValueError("Not an asset of the bank's own") from error
        return URLFetcherResponse(url, content, {"Content-Type": mimetype})

    def _read(self, url):
        """Return content (bytes) and media type; raise whatever forbids it."""
        parts = urlsplit(url)
        if parts[:2] != self._origin:
            raise ValueError("another host")
        path = unquote(parts.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        if match := BARCODE_PATH.fullmatch(path):
            return self._read_barcode(match["type"], match["value"], query)
        if match := RECORD_PATH.fullmatch(path):
            return self._read_record({**query, **match.groupdict("")}, query)
        return self._read_static(path)

    def _read_static(self, path):
        """A file of a static folder; symbolic links of the installation may lead on."""
        _root, module, static, *rest = path.split("/")
        if static != "static" or not rest or not re.fullmatch(r"\w+", module):
            raise ValueError("not in a static folder")
        module_path = get_module_path(module, display_warning=False)
        if not module_path or "\0" in path:
            raise ValueError("no such addon")
        folder = os.path.join(os.path.normpath(module_path), "static") + os.sep
        full = os.path.normpath(os.path.join(folder, *rest))
        extension = os.path.splitext(full)[1].lower()
        if not full.startswith(folder) or extension not in STATIC_TYPES:
            raise ValueError("not an asset of a static folder")
        with open(full, "rb") as file:
            return self._limit(file.read(MAX_ASSET_BYTES + 1)), STATIC_TYPES[extension]

    def _read_record(self, found, query):
        """A binary field as the user sees it: ir.binary knows what is public."""
        model = found["model"] or query.get("model") or "ir.attachment"
        res_id = int(found["id"] or query.get("id") or 0)
        name = found["field"] or query.get("field") or "raw"
        record = (
            self._env["ir.binary"]
            ._find_record(res_model=model, res_id=res_id, field=name)
            .with_context(bin_size=False)
        )
        field = record._fields[name]
        record._check_field_access(field, "read")
        if field.type != "binary" or (
            model == "ir.attachment" and record.type == "url"
        ):
            raise ValueError("not stored in the bank")
        content = record[name] or b""
        if name != "raw":
            content = base64.b64decode(content)
        return self._limit(content), guess_mimetype(content)

    def _read_barcode(self, kind, value, query):
        """Stock templates ask for barcodes by address; ours are drawn as SVG."""
        options = {key: query[key] for key in ("width", "height") if key in query}
        options["text"] = query.get("humanreadable") == "1"
        kind = kind or query.get("barcode_type", "auto")
        value = value or query.get("value", "")
        return draw_barcode(kind, value, **options), "image/svg+xml"

    @staticmethod
    def _limit(content):
        if len(content) > MAX_ASSET_BYTES:
            raise ValueError("too large")
        return content
