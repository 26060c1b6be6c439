"""Is the Russian of an addon complete? Compares ``i18n/ru.po`` with itself and a .pot."""

import re

import polib

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdi]|\{\w*\}")


def check_file(addon):
    """Return what is wrong with an addon's Russian, as lines to print."""
    path = addon / "i18n" / "ru.po"
    if not path.exists():
        return [f"{addon.name}: there is no i18n/ru.po"]
    catalogue = polib.pofile(str(path))
    lines = [
        f"{addon.name}: not translated: {entry.msgid!r}" for entry in _open(catalogue)
    ]
    lines += [
        f"{addon.name}: other placeholders in the translation of {entry.msgid!r}"
        for entry in catalogue.translated_entries()
        if _placeholders(entry.msgid) != _placeholders(entry.msgstr)
    ]
    lines += [
        f"{addon.name}: no mark of code, so Odoo does not load it: {entry.msgid!r}"
        for entry in catalogue
        if _get_marks(entry) - set(entry.comment.splitlines())
    ]
    template = addon / "i18n" / f"{addon.name}.pot"
    if template.exists():
        lines += missing(addon, polib.pofile(str(template)))
    return lines


def missing(addon, template):
    """Return a line for every term of a template that the Russian does not have."""
    path = addon / "i18n" / "ru.po"
    known = (
        {entry.msgid for entry in polib.pofile(str(path))} if path.exists() else set()
    )
    return [
        f"{addon.name}: not in ru.po: {entry.msgid!r}"
        for entry in template
        if entry.msgid not in known and not entry.obsolete
    ]


def _open(catalogue):
    return [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]


def _get_marks(entry):
    """Return the marks without which Odoo takes a term for one of screens alone."""
    places = [place for place, _line in entry.occurrences if place.startswith("code:")]
    return {
        "odoo-python" if place.endswith(".py") else "odoo-javascript"
        for place in places
    }


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))
