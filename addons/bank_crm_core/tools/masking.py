# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is left of a personal fact for those who may not have the whole. Plain Python."""

HIDDEN = "•"


def mask(kind, value):
    """Return ``value`` with its telling part hidden; nothing stays nothing.

    :param kind: ``phone``, ``email``, ``date``, ``name``, anything else is a number

    >>> mask("phone", "+7 916 123-45-67"), mask("email", "petrov@example.com")
    ('+7 916 •••-••-67', 'p•••••@example.com')
    >>> mask("number", "500100732259"), mask("number", "12"), mask("date", "1980-05-17")
    ('50••••••••59', '••', '1980')
    >>> mask("name", "Щербаков Пётр Ильич"), mask("phone", False)
    ('Щербаков П. И.', '')
    """
    if not value:
        return ""
    return _MASKS.get(kind, _mask_number)(str(value))


def _mask_phone(text):
    places = [place for place, char in enumerate(text) if char.isdigit()]
    hidden = set(places[-7:-2])
    return "".join(
        HIDDEN if place in hidden else char for place, char in enumerate(text)
    )


def _mask_email(text):
    name, at, host = text.partition("@")
    return name[:1] + HIDDEN * max(len(name) - 1, 1) + at + host


def _mask_name(text):
    first, *rest = text.split()
    return " ".join([first, *(f"{word[0]}." for word in rest)])


def _mask_number(text):
    kept = 2 if len(text) > 6 else 0
    return text[:kept] + HIDDEN * (len(text) - 2 * kept) + text[len(text) - kept :]


_MASKS = {
    "phone": _mask_phone,
    "email": _mask_email,
    "date": lambda text: text[:4],
    "name": _mask_name,
}
