"""``make i18n MODULE=bank_base``: export the terms, tell what the Russian lacks."""

import os

import polib

from . import odoo, po
from .base import ADDONS, CommandError, StepError, explain, main, only_one, say
from .check.databases import Bench, closure

TITLE = "Translation"
OPTION = "model:ir.model.fields.selection,name:"
EXPORT = """
import io
from odoo.tools.translate import trans_export
buffer = io.BytesIO()
trans_export(False, ["{addon}"], buffer, "po", env)
with open("{path}", "wb") as target:
    target.write(buffer.getvalue())
"""


def i18n():
    addon = os.environ.get("MODULE", "")
    if addon not in odoo.ours(tests=True):
        raise StepError(TITLE, f"MODULE={addon!r} is no addon.", "make i18n MODULE=...")
    template = _export(addon)
    say(f"{template.fpath}: {len(template)} terms")
    problems = [*po.missing(ADDONS / addon, template), *po.check_file(ADDONS / addon)]
    say("\n".join(dict.fromkeys(problems)) or "ru.po is complete")
    return bool(problems)


def _export(addon):
    """Write ``i18n/<addon>.pot`` from a fresh database with nothing else of ours."""
    path = ADDONS / addon / "i18n" / f"{addon}.pot"
    path.parent.mkdir(exist_ok=True)
    known = polib.pofile(str(path)) if path.exists() else []
    name = f"test_i18n_{addon}"
    with only_one("check"):
        bench = Bench()
        try:
            bench.prepare()
            bench.create(name, closure(addon)[1])
            bench.odoo(name, f"--init={addon}")
            done = odoo.script(
                bench.server, name, EXPORT.format(addon=addon, path=path)
            )
        except CommandError as error:
            raise explain(TITLE, error, "Look at .local/log") from error
        finally:
            bench.databases.drop(name)
    if done.returncode:
        raise StepError(TITLE, done.stderr[-3000:], "Mend the addon, run it again.")
    return _keep_options(polib.pofile(str(path)), known)


def _keep_options(template, known):
    """Keep where options of mixins of other addons stand, which Odoo exports nowhere.

    ``tests/lint/test_translations.py`` tells which are missing.
    """
    own = OPTION + template.fpath.rsplit("/", 1)[-1].removesuffix(".pot") + "."
    for entry in known:
        kept = [
            place
            for place in entry.occurrences
            if place[0].startswith(OPTION) and not place[0].startswith(own)
        ]
        found = template.find(entry.msgid) if kept else None
        if found:
            found.occurrences += [row for row in kept if row not in found.occurrences]
        elif kept:
            entry.occurrences = kept
            template.append(entry)
    template.save()
    return template


if __name__ == "__main__":
    main(i18n)
