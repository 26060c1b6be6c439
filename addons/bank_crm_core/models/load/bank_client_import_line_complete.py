# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import html2plaintext

from ...tools import registration
from .bank_client_import_line import NUMBERS

ADDRESS = ("zip", "city", "street")
FACTS = ("email", "birth_date", "function", "comment", "source_id", *NUMBERS)


class BankClientImportLine(models.Model):
    """A row of somebody who is there already adds to his card what it lacks.

    Phones are added, empty fields filled in. What the card says otherwise stays as it
    is and is named in the row; nothing is done without the right to change the card,
    nor where somebody else may be meant.
    """

    _inherit = "bank.client.import.line"

    def _meet(self, partner, reason, values, is_single):
        found = super()._meet(partner, reason, values, is_single)
        if self.import_id.duplicates != "complete":
            return found
        if blocker := self._get_completion_blocker(partner, is_single):
            return {**found, "reason": f"{reason.rstrip('.')}. {blocker}"}
        missing, other = self._prepare_missing(partner, values)
        unsure = self._pop_unsure(partner, values, missing)
        text = self._get_completion_text(reason, missing, other)
        if unsure:
            text += " " + self.env._(
                "No number says that it is he; not added: %(fields)s.",
                fields=self._get_labels(unsure),
            )
        if missing:
            found["state"] = "completed"
            self._complete(partner, missing)
        return {**found, "reason": text}

    def _pop_unsure(self, partner, values, missing):
        """Take out and return the numbers, where none of the row is on the card.

        People of one name and birthday there are; a number of one on the card of the
        other would make them one for good.
        """
        if any(
            partner[name]
            and self._get_plain(name, partner[name])
            == self._get_plain(name, values.get(name))
            for name in ("inn", "ogrn", "snils")
        ):
            return []
        return [name for name in NUMBERS if missing.pop(name, None)]

    def _get_completion_blocker(self, partner, is_single):
        if not is_single:
            return self.env._("Somebody else may be meant: compare the cards.")
        if not partner.has_access("write"):
            return self.env._("The card is not yours to change.")
        return None

    def _prepare_missing(self, partner, values):
        """Return ``(values to write, names of the fields that say something else)``."""
        numbers = [command[2]["number"] for command in values["phone_ids"]]
        missing, other = {}, []
        if fresh := self._prepare_phones(numbers, partner):
            missing["phone_ids"] = fresh
        for name in FACTS:
            if not values.get(name):
                continue
            if not partner[name]:
                missing[name] = values[name]
            elif self._get_plain(name, partner[name]) != self._get_plain(
                name, values[name]
            ):
                other.append(name)
        address = {name: values[name] for name in ADDRESS if values.get(name)}
        if not any(partner[name] for name in ADDRESS):
            missing.update(address)
        elif any((partner[name] or "") != text for name, text in address.items()):
            other.append("street")
        return missing, other

    def _get_plain(self, name, value):
        """Return a value as it is compared with that of the card."""
        if name in NUMBERS:
            return registration.clean(value)
        if name == "comment":
            return html2plaintext(value).strip()
        if name == "source_id" and not isinstance(value, int):
            return value.id
        return value.strip().lower() if isinstance(value, str) else value

    def _complete(self, partner, missing):
        partner.write(missing)
        self.env.flush_all()
        partner._message_log(
            body=self.env._(
                "Completed from the file “%(file)s”, row %(row)s: %(fields)s",
                file=self.import_id.name or "",
                row=self.number,
                fields=self._get_labels(missing),
            )
        )

    def _get_completion_text(self, reason, missing, other):
        """Return what the row adds to the card and what it does not, in words."""
        if missing:
            text = self.env._(
                "Adds to the card: %(fields)s.", fields=self._tell(missing)
            )
        else:
            text = self.env._("The card lacks nothing that the row has.")
        if other:
            text += " " + self.env._(
                "The card says otherwise, left as it is: %(fields)s.",
                fields=self._get_labels(other),
            )
        return f"{reason.rstrip('.')}. {text}"

    def _tell(self, missing):
        """Return the facts as words; numbers of phones as they are in the file."""
        numbers = [row[2]["number"] for row in missing.get("phone_ids", ())]
        told = [self._get_labels(["phone_ids"]) + " " + ", ".join(numbers)]
        rest = [name for name in missing if name != "phone_ids"]
        told += [self._get_labels(rest)] if rest else []
        return "; ".join(told if numbers else told[1:])

    def _get_labels(self, names):
        partners = self.env["res.partner"]
        labels = {
            partners._fields[name]._description_string(self.env): None for name in names
        }
        return ", ".join(labels)
