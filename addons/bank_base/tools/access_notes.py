# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What one request has read of the clients' data, gathered before it is written."""

import hmac
import re
from collections import defaultdict

MAX_SEARCHES = 20
MAX_IDS = 5_000
DOORS = (
    ("/web/export/", "export"),
    ("/report/", "report"),
    ("/web/content", "file"),
    ("/web/image", "file"),
    ("/json/", "api"),
    ("/xmlrpc/", "api"),
    ("/jsonrpc", "api"),
    ("/queue_job/", "job"),
    ("/web/", "screen"),
    ("/mail/", "screen"),
    ("/odoo", "screen"),
)
# they change nothing; their routes say so, too: controllers/export.py
READING_PATHS = ("/web/export/csv", "/web/export/xlsx")
# the address of JSON-2 names the method; the server itself tells it of other calls
_JSON_2 = re.compile(r"/json/2/([^/]+)/([^/]+)")


def get_method(path, told):
    """Return ``model.method`` that a request calls, as told or by its address.

    >>> get_method("/json/2/res.partner/search_read", "")
    'res.partner.search_read'
    >>> get_method("/web/dataset/call_kw", "res.partner.read"), get_method("/odoo", "")
    ('res.partner.read', '')
    >>> get_method(object(), "")
    ''
    """
    # a request that a test makes up has no address
    found = isinstance(path, str) and _JSON_2.fullmatch(path)
    return told or (".".join(found.groups()) if found else told)


def get_door(path):
    """Return by which door a request came, from its path.

    >>> get_door("/web/export/csv"), get_door("/json/2/res.partner/read")
    ('export', 'api')
    >>> get_door("/web/dataset/call_kw/res.partner/web_read"), get_door("/my")
    ('screen', 'other')
    """
    return next((door for prefix, door in DOORS if path.startswith(prefix)), "other")


def to_array(ids):
    """Return the literal of a PostgreSQL array; the driver needs ten times as long.

    >>> to_array([1, 2]), to_array([])
    ('{1, 2}', '{}')
    """
    return f"{{{str(list(ids))[1:-1]}}}"


def hash_search(key, text):
    """Return a keyed hash of a search: equal searches are found, names are not read.

    >>> hash_search("k", "[('name', 'ilike', 'Ivanov')]")
    'efa2ae4d8c1fc5acd6daaef7d500b2bc'
    """
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()[:32]


class ModelNotes:
    """What was read of one model: ids in order of appearance, searches, groupings.

    A search is its text and the fields that it asks for.
    """

    __slots__ = ("grouped", "ids", "searches")

    def __init__(self):
        self.ids = {}
        self.searches = {}
        self.grouped = False

    def get_act(self):
        """Return open, list, group or search.

        >>> notes = ModelNotes(); notes.get_act()
        'search'
        >>> notes.ids[7] = None; notes.get_act()
        'open'
        """
        if self.ids:
            return "list" if len(self.ids) > 1 or self.searches else "open"
        return "group" if self.grouped else "search"


class AccessNotes:
    """What the transaction of one request has read.

    ``is_file`` tells that a file of records is asked for, ``seen`` is noted already,
    ``told`` are models of which records went to the log already, ``sent`` are
    statements on their way to it.
    """

    def __init__(self, path, method):
        self.door = get_door(path)
        self.is_file = path in READING_PATHS
        self.method = method
        self.models = defaultdict(ModelNotes)
        self.seen = defaultdict(set)
        self.told = set()
        self.sent = []

    def add_records(self, model, ids):
        """Note ids in the order in which they come, each once a transaction."""
        seen = self.seen[model]
        new = [id_ for id_ in ids if id_ not in seen]
        if new:
            seen.update(new)
            self.models[model].ids.update(dict.fromkeys(new))

    def add_search(self, model, text, names):
        """Note a search, each once a transaction; of very many only the first."""
        key = ("search", text)
        if key in self.seen[model]:
            return
        self.seen[model].add(key)
        searches = self.models[model].searches
        if len(searches) < MAX_SEARCHES:
            searches[text] = names

    def add_grouping(self, model):
        """Note a grouping, unless its records are in the log already."""
        if model not in self.told:
            self.models[model].grouped = True

    def take(self):
        """Return the notes gathered so far and begin anew."""
        self.told.update(name for name, noted in self.models.items() if noted.ids)
        models, self.models = self.models, defaultdict(ModelNotes)
        return models
