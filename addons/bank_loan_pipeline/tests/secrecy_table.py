# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

"""Which models are closed with a confidential deal, which are open and why."""

ANCHORS = {"crm.lead", "bank.application"}
# closed with the deal: a record of each is made below
KEPT = {
    "bank.act.request",
    "bank.action.item",
    "bank.action.plan",
    "bank.application",
    "bank.application.party",
    "bank.application.refusal",
    "bank.application.validation",
    "bank.approval",
    "bank.approval.assignment",
    "bank.approval.condition",
    "bank.approval.forecast",
    "bank.approval.round",
    "bank.approval.task",
    "bank.approval.turn",
    "bank.attribute.value",
    "bank.cash.flow.line",
    "bank.cash.flow.transfer",
    "bank.collateral.pledge",
    "bank.credit.memo",
    "bank.credit.memo.line",
    "bank.credit.report",
    "bank.credit.report.line",
    "bank.deal.change",
    "bank.deal.facility",
    "bank.deal.loss",
    "bank.deal.snapshot",
    "bank.deal.stay",
    "bank.document",
    "bank.document.version",
    "bank.event.guest",
    "bank.inquiry",
    "bank.inquiry.letter",
    "bank.inquiry.reply",
    "bank.inquiry.report",
    "bank.interaction",
    "bank.interaction.summary",
    "bank.offer",
    "bank.policy.exception",
    "bank.referral",
    "bank.request",
    "bank.scoring.result",
    "bank.stage.run",
    "bank.team.member",
    "calendar.attendee",
    "calendar.event",
    "crm.activity.report",
    "crm.lead",
    "discuss.channel",
    "discuss.channel.member",
    "ir.attachment",
    "mail.activity",
    "mail.message",
    "mailing.trace",
}
# an administrator sees that an action failed, neither of what nor why
NAMELESS = {("bank.stage.run", "bank_base.group_bank_administrator")}
# seen by who takes part, whatever the deal
PARTAKING = {"discuss.channel", "discuss.channel.member"}
AUDITED = "read by auditors alone"
AGREED = (
    "an agreement is the client's, for whoever serves him; no name of the deal in it"
)
SEATED = "read by whoever sits in the committee or in its meeting"
KEEPERS = "keepers of the archive see which paper they keep, by its number"
EMPTY = "says nothing of a deal"
OWN = "read by whom it belongs to"
CHANGED = (
    "about an agreement in force, that is open itself: by what is owed, not by the deal"
)
JUDGED = "of the client; the document it began from is closed to hands"
OPEN = {
    "bank.access.log": AUDITED,
    "bank.check.override": AUDITED,
    "bank.clock": AUDITED,
    "bank.decision": AUDITED,
    "bank.identity.unmask": AUDITED,
    "bank.agreement": AGREED,
    "bank.client.evaluation": JUDGED,
    "bank.loan.change": CHANGED,
    "bank.loan.review": CHANGED,
    "bank.committee.item": SEATED,
    "bank.committee.meeting": SEATED,
    "bank.document.disposal.line": KEEPERS,
    "bank.document.hold": KEEPERS,
    "bank.document.text": "read by nobody: the search of papers asks it",
    "bank.consent": "the client's consent is to the bank, whoever took it",
    "bank.outbox": "read by those who run the interfaces",
    "bank.team.alert.told": "read by administrators: who was told, not of what",
    "ir.actions.act_window": EMPTY,
    "ir.actions.server": EMPTY,
    "ir.model.data": EMPTY,
    "ir.ui.menu": EMPTY,
    "mail.followers": OWN,
    "mail.scheduled.message": OWN,
    "res.users.settings.embedded.action": EMPTY,
    "snailmail.letter": "as its document: bank_crm_core_snailmail",
}


def points(model):
    """Return the fields by which rows of a model may be about a deal."""
    fields = [field for field in model._fields.values() if field.store]
    is_ours = model._name.startswith(("bank.", "crm."))
    near = {name for name in KEPT if not name.startswith(("mail.", "ir."))}
    found = {
        field.name
        for field in fields
        if field.type in ("many2one", "many2many")
        and (field.comodel_name in ANCHORS or (is_ours and field.comodel_name in near))
    }
    names = {field.name for field in fields}
    if names >= {"res_id", "res_model"}:
        found.add("res_id")
    kinds = ("many2one_reference", "reference")
    return found | {field.name for field in fields if field.type in kinds}
