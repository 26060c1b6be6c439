# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Bring records that are not updated (``noupdate``) to what we ship now.

Record rules belong to the administrator once they are there, so an update of the addon
leaves them alone; a rule of which we ship a new text then stays as it was first. A
migration script calls :func:`update_unedited` with the earlier texts: a record that
still has one of them gets the new one, a record that somebody has changed is kept and
named in the log. :func:`update_unedited_words` does the same for the words of letters.
"""

import ast
import copy
import logging
import re

from lxml import etree

from odoo import models
from odoo.tools import file_open
from odoo.tools.convert import xml_import

_logger = logging.getLogger(__name__)
RULE_DEFAULTS = {
    "active": True,
    "groups": (),
    "perm_read": True,
    "perm_write": True,
    "perm_create": True,
    "perm_unlink": True,
}


def rule(domain, **values):
    """Return a record rule as it was shipped; what is not given has its default.

    :param groups: full XML ids of its groups
    """
    return {**RULE_DEFAULTS, "domain_force": domain, **values}


def update_unedited(env, module, path, earlier):
    """Load records of a data file anew where nobody has changed them.

    :param str path: of the data file, within the addon
    :param dict earlier: ``{name: [values, ...]}``, the XML id without the module and
        what was shipped before, oldest first
    :return: names of the records that were left alone because somebody changed them
    """
    nodes = _read_nodes(module, path)
    fresh, edited = [], []
    for name, versions in earlier.items():
        record = env.ref(f"{module}.{name}", raise_if_not_found=False)
        if not record or _is_as_now(record, env, module, nodes[name]):
            continue
        if any(_is_as_shipped(record, values) for values in versions):
            fresh.append(nodes[name])
        else:
            edited.append(name)
            _tell_edited(record, module, name, path)
    _load(env, module, path, fresh)
    return edited


def update_unedited_words(env, module, path, earlier):
    """Load translated texts of a data file anew where nobody has changed them.

    To be called by a ``post`` script: the translations are loaded after it, and only
    where there are none. Those of before are forgotten with the text that they said;
    one of the bank's own, in whatever language, keeps the whole text as it is.

    :param dict earlier: ``{name: {field: [{language: text}, ...]}}``, what was shipped
        before, oldest first
    :return: names of the records that were left alone because somebody changed them
    """
    nodes, edited = _read_nodes(module, path), []
    for name, texts in earlier.items():
        record = env.ref(f"{module}.{name}", raise_if_not_found=False)
        for field, versions in texts.items() if record else ():
            stored = _read_words(record, field)
            if stored["en_US"] == _squeeze(_read_text(nodes[name], field)):
                continue
            if any(_is_said(stored, version) for version in versions):
                _load(env, module, path, [_keep_field(nodes[name], field)])
                _forget_translations(record, field, stored)
            else:
                edited.append(name)
                _tell_edited(record, module, name, path)
    return edited


def _forget_translations(record, field, languages):
    """Leave the source alone: what is shipped in other languages is loaded after it."""
    others = {lang: False for lang in languages if lang != "en_US"}
    record.update_field_translations(field, others)


def _tell_edited(record, module, name, path):
    _logger.warning(
        "%s.%s (%s) was changed by hand and is left alone. What is shipped now: "
        "%s. Compare the two and take over what your change does not need.",
        module,
        name,
        record.display_name,
        path,
    )


def _read_words(record, field):
    """Return ``{language: text}`` of the languages in use and of the source."""
    langs = {"en_US", *(code for code, _name in record.env["res.lang"].get_installed())}
    return {
        lang: _squeeze(record.with_context(lang=lang)[field] or "") for lang in langs
    }


def _is_said(stored, version):
    """Return whether each language says what was shipped, or the source for it."""
    return all(
        text in {_squeeze(version[code]) for code in ("en_US", lang) if code in version}
        for lang, text in stored.items()
    )


def _read_text(node, field):
    (found,) = node.iterfind(f"field[@name='{field}']")
    inner = [etree.tostring(child, encoding="unicode") for child in found]
    return "".join([found.text or "", *inner])


def _keep_field(node, field):
    kept = copy.deepcopy(node)
    for other in kept.findall("field"):
        if other.get("name") != field:
            kept.remove(other)
    return kept


def _squeeze(text):
    """Return a text as whoever lays it out or saves it anew leaves it."""
    text = str(text).replace(" />", "/>").replace("></t>", "/>")
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", text)).strip()


def _read_nodes(module, path):
    with file_open(f"{module}/{path}", "rb") as stream:
        root = etree.parse(stream).getroot()
    return {node.get("id"): node for node in root.iter("record")}


def _load(env, module, path, nodes):
    if not nodes:
        return
    root = etree.Element("odoo", noupdate="1")
    root.extend(nodes)
    # as at the first installation: what stands in a noupdate file is written
    xml_import(env, module, {}, "init", xml_filename=f"{module}/{path}").parse(root)
    _logger.info("%s: brought up to date: %s", module, [n.get("id") for n in nodes])


def _is_as_shipped(record, values):
    return all(
        _normalise(record[name]) == _normalise(value) for name, value in values.items()
    )


def _is_as_now(record, env, module, node):
    """Return whether the record says already what we ship (a second run, say)."""
    domain = node.find("field[@name='domain_force']")
    if domain is None or _normalise(domain.text) != _normalise(record.domain_force):
        return False
    return all(
        record[name] == (flag is None or flag.get("eval") == "True")
        for name in RULE_DEFAULTS
        if name.startswith("perm_")
        for flag in [node.find(f"field[@name='{name}']")]
    )


def _normalise(value):
    """Return what can be compared: domains without their layout, records by XML id."""
    if isinstance(value, models.BaseModel):
        return sorted(value._get_external_ids()[record.id] for record in value)
    if isinstance(value, tuple):
        return sorted([name] for name in value)
    if isinstance(value, str) and value.strip().startswith("["):
        try:
            return ast.dump(ast.parse(value.strip(), mode="eval"))
        except SyntaxError:
            return value
    return value
