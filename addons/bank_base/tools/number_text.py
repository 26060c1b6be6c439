# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import formatLang


def say_number(env, value):
    """Return a number as it is written in the user's language, all of its signs.

    As many places as it has, three at most: 1900000 is "1 900 000" in Russian, 11.5 is
    "11,5".
    """
    places = len(f"{value:.3f}".rstrip("0").partition(".")[2])
    return formatLang(env, value, digits=places)
