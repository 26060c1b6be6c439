# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of people and companies: the entry point for other addons.

``normalise`` one spelling for comparing · ``parse`` parts of a name ·
``search_key`` one line for a trigram index that matches across scripts ·
``phonetic_key``, ``phonetic_keys`` how it sounds · ``similarity`` 0..1 with reasons.
"""

from .company_forms import split_forms
from .folding import fold, phonetic_key, phonetic_readings, spell_out
from .matching import REASONS, Prepared, prepare, similarity
from .name_parts import ParsedName, parse
from .normalisation import look_alikes, normalise, tokens

__all__ = [
    "REASONS",
    "ParsedName",
    "Prepared",
    "fold",
    "look_alikes",
    "normalise",
    "parse",
    "phonetic_key",
    "phonetic_keys",
    "prepare",
    "search_key",
    "similarity",
    "split_forms",
    "tokens",
]


def search_key(name):
    """Return one Latin line for a trigram index: skeletons of the words, sorted.

    The same for all scripts, spellings and orders of the same words; legal forms
    are left out unless there is nothing else; "" for an empty name.

    >>> search_key("ЩЕРБАКОВ Юрий"), search_key("Yury Shcherbakov")
    ('iuri sherbakov', 'iuri sherbakov')
    >>> search_key("ООО «Ёлки-Палки»"), search_key("Elki-Palki LLC"), search_key(None)
    ('elki palki', 'elki palki', '')
    """
    _forms, words = split_forms(spell_out(name))
    return " ".join(sorted(filter(None, map(fold, words))))


def phonetic_keys(name):
    """Return the sound keys of all words of a name, as a frozenset of strings.

    A word that may be read in two ways gives a key for each; initials and legal
    forms give none. Two spellings of one name share a key for every word.

    >>> phonetic_keys("Кузнецов И.") & phonetic_keys("Kuznecov Igor")
    frozenset({'kuzniTV'})
    """
    _forms, words = split_forms(spell_out(name))
    keys = (phonetic_readings(word) for word in words if len(word) > 1)
    return frozenset().union(*keys)
