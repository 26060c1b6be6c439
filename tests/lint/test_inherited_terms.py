"""What stock's models give to every model of ours has one Russian word everywhere.

A field of messages, of tasks or of every record stands beside its like on many screens;
each addon translates it anew.
"""

import re
from collections import defaultdict

import polib

from odoo.tests import BaseCase, tagged

from tools import odoo
from tools.base import ADDONS

FIELD = re.compile(
    r"model:ir\.model\.fields,(?:field_description|help):\w+\.field_\w+?__"
    r"(?:(?:message|activity|website_message|my_activity)_\w+"
    r"|create_uid|create_date|write_uid|write_date|display_name|id|active)"
)


def find_words(entries):
    """Return ``{term: {Russian: [addon]}}`` of the inherited among (addon, entry)."""
    words = defaultdict(lambda: defaultdict(list))
    for addon, entry in entries:
        places = [place for place, _line in entry.occurrences]
        if entry.msgstr and any(FIELD.fullmatch(place) for place in places):
            words[entry.msgid][entry.msgstr].append(addon)
    return words


def find_doubts(entries):
    """Return a line for each inherited term that has several Russian words."""
    return [
        f"{term!r}: {dict(russian)}"
        for term, russian in sorted(find_words(entries).items())
        if len(russian) > 1
    ]


@tagged("post_install", "-at_install")
class TestInheritedTerms(BaseCase):
    def _read(self):
        for addon in odoo.ours(tests=True):
            path = ADDONS / addon / "i18n" / "ru.po"
            if path.exists():
                for entry in polib.pofile(str(path)):
                    if not entry.obsolete:
                        yield addon, entry

    def test_one_word_for_each(self):
        entries = list(self._read())
        self.assertIn("Active", find_words(entries))
        doubts = find_doubts(entries)
        self.assertFalse(doubts, "\n".join(doubts))

    def test_two_words_are_found(self):
        def make(field, russian):
            place = f"model:ir.model.fields,field_description:a.field_bank_a__{field}"
            return polib.POEntry(
                msgid="Active", msgstr=russian, occurrences=[(place, "0")]
            )

        one, other = make("active", "Действует"), make("active", "Активно")
        own = make("is_late", "Активно")
        self.assertEqual(len(find_doubts([("a", one), ("b", other)])), 1)
        self.assertFalse(find_doubts([("a", one), ("b", one), ("b", own)]))
