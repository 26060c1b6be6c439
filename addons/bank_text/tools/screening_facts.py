# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What birth dates and countries say about two names that are alike.

Lists give a birth date as well as they know it: ``1971-05-03``, ``1971-05``,
``1971``, ``1971~`` for about that year, ``1969/1972`` for a range of years.
"""

#: Codes of reasons given by :func:`weigh`.
REASONS = {
    "born_same": "Same birth date: %(a)s",
    "born_near": "Birth date fits what the list knows: %(a)s, %(b)s",
    "born_slip": "Birth dates differ by a slip: %(a)s, %(b)s",
    "born_other": "Different birth dates: %(a)s, %(b)s",
    "country_same": "Same country: %(a)s",
    "country_other": "Different countries: %(a)s, %(b)s",
}
_ABOUT = 3  # years by which "about" may be wrong
_WORTH = {
    "born_same": 1.08,
    "born_near": 1.02,
    "born_slip": 0.97,
    "born_other": 0.72,
    "country_same": 1.01,
    "country_other": 0.98,
}


def weigh(score, born, dates, country, countries):
    """Return ``(score, reasons)`` after birth date and country are compared.

    :param born: date of the client, or None
    :param dates: texts as lists give them
    :param country, countries: codes of two letters

    >>> from datetime import date
    >>> weigh(0.9, date(1971, 5, 3), ["1971-05-03"], None, [])
    (0.972, [('born_same', '1971-05-03', '1971-05-03')])
    >>> weigh(0.9, date(1990, 1, 1), ["1969/1972", "1975~"], "RU", ["SY"])[0] < 0.65
    True
    >>> weigh(0.9, None, ["1971"], None, ["RU"])
    (0.9, [])
    """
    reasons = []
    if born and dates:
        found = [(compare_dates(born, text), text) for text in dates]
        code, text = max(found, key=lambda item: _WORTH[item[0]])
        reasons.append((code, born.isoformat(), text))
    if country and countries:
        same = country in countries
        code = "country_same" if same else "country_other"
        reasons.append((code, country, country if same else ", ".join(countries)))
    for code, _ours, _theirs in reasons:
        score *= _WORTH[code]
    return round(min(score, 1.0), 4), reasons


def compare_dates(born, text):
    """Return the code of how a birth date fits one of a list.

    >>> from datetime import date
    >>> born = date(1971, 5, 3)
    >>> [compare_dates(born, text) for text in ("1971-05-03", "1971-03-05", "1971")]
    ['born_same', 'born_slip', 'born_near']
    >>> [compare_dates(born, text) for text in ("1973~", "1960/1970", "1971-06-03")]
    ['born_near', 'born_other', 'born_slip']
    """
    years = text.rstrip("~").split("/")
    first, last = int(years[0][:4]), int(years[-1][:4])
    if "/" in text or text.endswith("~"):
        slack = _ABOUT if text.endswith("~") else 0
        near = first - slack <= born.year <= last + slack
        return "born_near" if near else "born_other"
    if len(text) < 10:
        return "born_near" if born.isoformat().startswith(text) else "born_other"
    ours, theirs = born.isoformat(), text[:10]
    if ours == theirs:
        return "born_same"
    if _is_slip(ours, theirs):
        return "born_slip"
    # many dates of lists are the first of January of a year that is known alone
    return "born_near" if theirs == f"{born.year}-01-01" else "born_other"


def _is_slip(one, other):
    """Day and month changed places, or one part of the date is another."""
    (year, month, day), (their_year, their_month, their_day) = (
        one.split("-"),
        other.split("-"),
    )
    if year == their_year and (month, day) == (their_day, their_month):
        return True
    agree = (year == their_year) + (month == their_month) + (day == their_day)
    return agree == 2 and abs(int(year) - int(their_year)) <= 1
