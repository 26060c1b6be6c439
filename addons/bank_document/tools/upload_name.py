# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Names of files, as far as they lie."""

import re
import unicodedata

from .upload_type import FAMILIES

# what a system runs when it is clicked on; the last extension decides, but many
# programs show a name without it
RUNNABLE = frozenset(
    "exe com scr pif bat cmd ps1 vbs vbe js jse wsf wsh hta msi msp cpl jar lnk reg "
    "dll sys sh bash py pl rb php apk app dmg iso img chm scf url inf gadget".split()
)
# characters that hide or turn round what stands beside them
_FORMAT_ALLOWED = "\u200c\u200d"  # joiners, which some scripts need
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def get_extension(filename):
    """Return the last extension in small letters, without the dot.

    >>> [get_extension(name) for name in ("Акт.PDF", "a.tar.gz", "noext", "a.pdf ")]
    ['pdf', 'gz', '', 'pdf']
    """
    _stem, dot, extension = filename.strip(" .\t").rpartition(".")
    return extension.strip().lower() if dot else ""


def check_name(filename, kind):
    """Yield (code, detail) for what is wrong with a name.

    :param kind: what the content is, a key of FAMILIES

    >>> list(check_name("act.docx.pdf", "pdf")), list(check_name("act.exe.pdf", "pdf"))
    ([], [('type_mismatch', 'double extension: exe.pdf')])
    >>> list(check_name("act.jpg", "pdf"))
    [('type_mismatch', 'named jpg, holds pdf')]
    """
    if any(_is_hidden(letter) for letter in filename):
        yield "type_mismatch", "hidden characters in the name"
    if "/" in filename or "\\" in filename or filename.strip() in (".", ".."):
        yield "type_mismatch", "a path in the name"
    elif _DEVICES.match(filename):
        yield "type_mismatch", "a device of the system"
    extension = get_extension(filename)
    inner = [part.strip().lower() for part in filename.split(".")[1:-1]]
    lying = [part for part in inner if part in RUNNABLE]
    if lying:
        yield "type_mismatch", f"double extension: {lying[-1]}.{extension}"
    if kind != "unknown" and extension not in FAMILIES[kind].extensions:
        yield "type_mismatch", f"named {extension[:20] or 'nothing'}, holds {kind}"


def _is_hidden(letter):
    category = unicodedata.category(letter)
    return category in ("Cc", "Cs") or (
        category == "Cf" and letter not in _FORMAT_ALLOWED
    )
