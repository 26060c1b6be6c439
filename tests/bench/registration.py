# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Numbers that no two clients share, right in their check digits."""

REGIONS = 92
# a prime far from a round number walks through all serial numbers in no visible order
_STRIDE = 7_654_321
MOBILE_CODES = [
    *range(900, 907), 908, 909, *range(910, 920), *range(920, 930), *range(930, 935),
    *range(936, 940), *range(950, 954), 958, *range(960, 970), *range(977, 990),
    *range(991, 998), 999,
]  # fmt: skip
PHONE_FORMS = (
    "+7 {0} {1}-{2}-{3}",
    "8 ({0}) {1}-{2}-{3}",
    "+7{0}{1}{2}{3}",
    "8{0}{1}{2}{3}",
    "{0} {1} {2} {3}",
)


def _check_digit(digits, factors):
    return sum(int(one) * two for one, two in zip(digits, factors)) % 11 % 10


def person_inn(number):
    """Return the INN (12 digits) of the person with this serial number.

    >>> person_inn(0), person_inn(1)
    ('010000000021', '020765432198')
    """
    base = f"{number % REGIONS + 1:02}{number * _STRIDE % 10**8:08}"
    base += str(_check_digit(base, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)))
    return base + str(_check_digit(base, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)))


def company_inn(number):
    """Return the INN (10 digits) of the company with this serial number."""
    base = f"{number % REGIONS + 1:02}{number * _STRIDE % 10**7:07}"
    return base + str(_check_digit(base, (2, 4, 10, 3, 5, 9, 4, 6, 8)))


def phone(number, form):
    """Return one mobile number as its ten digits and as somebody has typed it.

    >>> phone(0, 1), phone(1, 0)
    (('9000000000', '8 (900) 000-00-00'), ('9017654321', '+7 901 765-43-21'))
    """
    code = MOBILE_CODES[number % len(MOBILE_CODES)]
    rest = f"{number * _STRIDE % 10**7:07}"
    parts = str(code), rest[:3], rest[3:5], rest[5:]
    return "".join(parts), PHONE_FORMS[form].format(*parts)
