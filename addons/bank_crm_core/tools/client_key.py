# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One normalised line a client, under one trigram index."""

from odoo.addons.bank_text.tools import company_forms
from odoo.addons.bank_text.tools.folding import fold


def name_words(text):
    """Return the skeletons of the words of a name, without legal forms.

    >>> name_words("ООО «Ёлки-Палки»"), name_words("Юрий Щербаков")
    (['elki', 'palki'], ['iuri', 'sherbakov'])
    """
    _forms, words = company_forms.split_forms(text)
    return [word for word in map(fold, words) if word]


def build_key(name, phone_digits=(), numbers=(), email=None):
    """Return the line: words of the name, phones, numbers, e-mail, each in blanks.

    The blanks let a search ask for the beginning of a word or for a whole one.

    >>> build_key("Иванов Пётр", ["79161234567"], ["7707083893"], "A@b.ru")
    ' ivanov petr 79161234567 7707083893 a@b.ru '
    >>> build_key(None)
    ''
    """
    parts = [*name_words(name), *phone_digits, *numbers, (email or "").casefold()]
    line = " ".join(part for part in parts if part)
    return f" {line} " if line else ""
