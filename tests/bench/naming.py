# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of clients, consistent in sex, drawn as unevenly as life draws them."""

from itertools import accumulate

from . import words

_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN = dict(
    zip(
        map(ord, _LETTERS),
        "a,b,v,g,d,e,e,zh,z,i,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,sch,,y,,e,iu,ia"
        .split(","),
    )
)  # fmt: skip


def female_surname(surname):
    """Return the form that a woman bears.

    >>> [female_surname(name) for name in ("Иванов", "Толстой", "Чёрный", "Черных")]
    ['Иванова', 'Толстая', 'Чёрная', 'Черных']
    >>> female_surname("Покровский"), female_surname("Эйхман")
    ('Покровская', 'Эйхман')
    """
    if surname.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return surname + "а"
    if surname.endswith(("ий", "ый", "ой")) and len(surname) > 4:
        return surname[:-2] + "ая"
    return surname


def patronymics(stem):
    """Return what a son and a daughter are called after their father.

    >>> patronymics("Иванов"), patronymics("Ильич")
    (('Иванович', 'Ивановна'), ('Ильич', 'Ильинична'))
    """
    if stem.endswith("ич"):
        return stem, stem[:-1] + ("нична" if stem == "Ильич" else "чна")
    return stem + "ич", stem + "на"


def latin(word):
    """Return ``word`` as it stands in an e-mail address.

    >>> latin("Щербакова"), latin("Соловьёв")
    ('scherbakova', 'solovev')
    """
    return word.lower().translate(_LATIN)


def weights(count, flatness=12):
    """Return cumulated weights by which the first of ``count`` words is the commonest."""
    return list(accumulate(1 / (place + flatness) for place in range(count)))


MALE, STEMS = zip(*(pair.split(":") for pair in words.MALE_NAMES))
PATRONYMICS = [patronymics(stem) for stem in STEMS]
SURNAMES = [(name, female_surname(name)) for name in words.SURNAMES]
SURNAME_WEIGHTS = weights(len(SURNAMES), 40)
GIVEN = (MALE, tuple(words.FEMALE_NAMES))
GIVEN_WEIGHTS = tuple(weights(len(names)) for names in GIVEN)
FATHER_WEIGHTS = weights(len(PATRONYMICS))


def draw_person(random):
    """Return sex (0 male, 1 female), surname, given name and patronymic."""
    sex = random.random() < 0.52
    surname = random.choices(SURNAMES, cum_weights=SURNAME_WEIGHTS)[0][sex]
    given = random.choices(GIVEN[sex], cum_weights=GIVEN_WEIGHTS[sex])[0]
    father = random.choices(PATRONYMICS, cum_weights=FATHER_WEIGHTS)[0][sex]
    return int(sex), surname, given, father


def draw_company(random):
    """Return the legal form and the name of a company."""
    head, tail = random.choice(words.COMPANY_HEADS), random.choice(words.COMPANY_TAILS)
    shapes = (f"{head}{tail.lower()}", f"{head}-{tail}", f"{tail} {head}")
    name = random.choice(shapes)
    if random.random() < 0.5:
        name += f" {random.choice(words.CITIES)}"
    return random.choice(words.COMPANY_FORMS), name
