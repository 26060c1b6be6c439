# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What looks like a hole and is none, each with its reason. There is no other way out.

Patterns are those of a shell. An entry that nothing has needed in an hour fails the test.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Allowed:
    judge: str
    detail: str
    reason: str
    model: str = "*"
    method: str = "*"
    door: str = "*"
    role: str = "*"

    def fits(self, finding):
        names = ("judge", "model", "method", "door", "role", "detail")
        return all(
            fnmatchcase(getattr(finding, name), getattr(self, name)) for name in names
        )


CHATTER = "stock bookkeeping of messages, followers and mail, made with any change"
JUDGED = "an evaluation is written by the server for whoever judges the client"
SCREENED = "whoever changes what names a client has him screened anew by the server"
CASCADE = "rows that are part of what is deleted go with it, by its foreign key"
PROMISED = (
    "what was promised in a note is a duty, and one that the note says is done is"
)
RECKONED = "values of an attribute are reckoned anew or go with what defines them"
DRAFT = "a setting of the administrator's own; what is in force is guarded by its step"
COPIED = "a stored copy of what was changed by right on the record it belongs to"
ALLOWED = [
    # what the server writes beside what somebody does by right
    Allowed(
        "right", "create bank_decision", "whatever decides about clients is logged"
    ),
    Allowed(
        "right",
        "create bank_stage_run",
        "whatever a stage or a plan does by itself leaves a trace of the server's",
    ),
    Allowed(
        "right",
        "write bank_team_member",
        "nobody writes rows of a team; whoever may change its document ends them",
        model="bank.team.member",
        method="action_end",
    ),
    Allowed("right", "create mail_followers", CHATTER),
    Allowed("right", "unlink mail_followers", CHATTER, model="calendar.event"),
    Allowed("right", "create mail_tracking_value", CHATTER),
    Allowed("right", "* mail_mail", CHATTER, method="message_post"),
    Allowed("right", "* mail_mail", CHATTER, model="calendar.event"),
    Allowed("right", "* mail_mail", CHATTER, model="bank.life.event"),
    Allowed(
        "right",
        "* bank_action_*",
        "an event of a client's life starts the plan that its rule names",
        model="bank.life.event",
    ),
    Allowed(
        "right",
        "write bank_relation_lead",
        "taken and put aside by its buttons, which ask whose client it is",
        model="bank.relation.lead",
        door="method",
    ),
    Allowed(
        "silence",
        "answers for a hidden record",
        "without addressees it does nothing; with some it asks for the right",
        method="message_subscribe",
    ),
    Allowed("right", "* mail_mail", CHATTER, model="crm.lead", method="copy"),
    Allowed("right", "* mail_mail", CHATTER, model="mail.activity", method="copy"),
    Allowed(
        "right",
        "* mail_alias",
        "the address of a mailbox is a row of stock's, of which its name alone is typed",
        model="bank.inquiry.mailbox",
    ),
    Allowed(
        "right",
        "create ir_cron_trigger",
        "work that takes long is handed to the scheduler, which looks what there is",
    ),
    Allowed(
        "right",
        "create bank_document_text",
        "the words of a new version are kept for search; nobody reads the table",
    ),
    Allowed(
        "right",
        "create bank_interaction",
        "a note becomes a row that nobody may write by hand",
        model="bank.interaction.note",
    ),
    Allowed(
        "right",
        "create bank_consent",
        "a dialog and a button enter what the client said; a row is never changed",
        model="bank.consent*",
    ),
    Allowed(
        "right",
        "write bank_duplicate_pair",
        "verdicts are given by the buttons of a pair, which ask for the role",
        model="bank.duplicate.pair",
        door="method",
    ),
    *(
        Allowed("right", what, why, model=model, method=method)
        for what, why in (
            ("* bank_client_evaluation*", JUDGED),
            ("write res_partner", SCREENED),
        )
        for model, method in (
            ("bank.kyc.review", "action_evaluate"),
            ("res.partner", "action_evaluate"),
            ("bank.agreement", "action_evaluate_client"),
            ("crm.lead", "action_evaluate_client"),
            ("bank.application", "action_evaluate_client"),
        )
    ),
    Allowed(
        "right",
        "create bank_application_validation",
        "a button makes the table of what is to be verified, each row by its role",
        model="bank.application",
        method="action_fill_validation",
    ),
    Allowed(
        "right",
        "* *",
        "the integration role brings rows, opened with the rights of client managers",
        model="bank.application",
        method="bring",
    ),
    *(
        Allowed(
            "right",
            what,
            "a button reckons the rows; who may press it is asked by the memo's right",
            model="bank.application",
            method="action_reckon_cash_flow",
        )
        for what in ("* bank_cash_flow_line", "write bank_application")
    ),
    *(
        Allowed("right", "write bank_application_refusal", COPIED, model=model)
        for model in ("bank.application", "res.partner")
    ),
    Allowed("right", "write bank_account", COPIED, model="res.partner"),
    Allowed("right", "write bank_credit_report*", COPIED, model="res.partner"),
    Allowed("right", "write bank_collateral_*", COPIED, model="bank.collateral"),
    Allowed(
        "right",
        "write bank_collateral_valuation",
        "whose object it is is entered once the valuation is made",
        model="bank.collateral.valuation",
    ),
    Allowed(
        "right",
        "* bank_clock",
        "an inquiry is answered in time: its clock starts by itself",
        model="bank.inquiry",
    ),
    *(
        Allowed(
            judge,
            detail,
            "a dialog that is open for a bureau goes with it; reports hold the bureau",
            model="bank.credit.bureau",
            method="unlink",
        )
        for judge, detail in (
            ("right", "unlink bank_credit_report_ask"),
            ("wall", "D *bank_credit_report_ask*"),
        )
    ),
    Allowed("right", "write res_partner_bank", COPIED, model="res.partner"),
    Allowed("right", "write bank_client_profit", COPIED, model="bank.product"),
    Allowed("wall", "U *bank_client_profit*", COPIED, model="bank.product"),
    Allowed(
        "right",
        "write bank_client_identifier",
        COPIED,
        model="bank.client.identifier.type",
    ),
    Allowed(
        "wall",
        "U *bank_client_identifier*",
        COPIED,
        model="bank.client.identifier.type",
    ),
    Allowed(
        "right",
        "write bank_sales_plan*",
        "the figures are counted anew for whoever reads the plan",
        model="bank.sales.plan",
        method="action_count",
    ),
    Allowed(
        "right",
        "create bank_sales_plan_line",
        "the server lays out the lines for whoever heads the branch of the plan",
        model="bank.sales.plan",
        method="action_build",
    ),
    *(
        Allowed(
            "right",
            f"write {model.replace('.', '_')}",
            "the role accepts what the proof has found and draws nothing itself",
            model=model,
            method="action_accept_duties",
            role="approval_duties",
        )
        for model in ("bank.approval.route", "bank.authority.matrix", "bank.act.rule")
    ),
    *(
        Allowed(
            judge,
            detail,
            "what is stopped or done calls off what it asked of departments",
            model=model,
        )
        for model in ("bank.action.plan.stop", "bank.action.item")
        for judge, detail in (
            ("right", "write bank_request"),
            ("state", "bank_request.state becomes cancelled"),
        )
    ),
    Allowed("right", "create bank_screening", SCREENED),
    Allowed("right", "write bank_screening", SCREENED),
    Allowed("right", "write bank_screening_hit", SCREENED),
    Allowed("state", "bank_screening_hit.state becomes lapsed", SCREENED),
    Allowed(
        "state",
        "bank_screening_hit.state becomes cleared",
        "the dialog of a verdict, which asks for the role",
        model="bank.screening.verdict",
    ),
    Allowed(
        "state",
        "bank_screening_hit.state becomes true",
        "the dialog of a verdict, which asks for the role",
        model="bank.screening.verdict",
    ),
    Allowed(
        "state",
        "bank_action_plan.state becomes stopped",
        "the dialog that stops a plan, with a reason; its step asks whose plan it is",
        model="bank.action.plan.stop",
    ),
    Allowed(
        "right",
        "write bank_action_*",
        "a plan that is stopped drops what is open in it; nobody writes the rows by hand",
        model="bank.action.plan.stop",
    ),
    Allowed(
        "right",
        "create bank_phone_call",
        "who serves clients types the number of a call; the row is the server's",
        model="bank.phone.call",
        method="register",
    ),
    Allowed(
        "right",
        "create bank_interaction",
        "terms told at a meeting are a contact, written by the step of the offer",
        model="bank.offer",
        method="action_present",
    ),
    Allowed(
        "state",
        "bank_document.state becomes withdrawn",
        "the dialog that withdraws a paper, with a reason; its step asks for the right",
        model="bank.document.refuse",
    ),
    Allowed("right", "write bank_life_event", COPIED, model="bank.life.event.type"),
    Allowed("wall", "U *bank_life_event*", COPIED, model="bank.life.event.type"),
    Allowed("right", "create bank_obligation", PROMISED, model="bank.interaction.note"),
    Allowed("right", "write bank_obligation", PROMISED, model="bank.interaction.note"),
    Allowed(
        "right",
        "write bank_obligation",
        "done, moved and called off by its buttons, which ask for the right",
        model="bank.obligation",
        door="method",
    ),
    Allowed(
        "right",
        "write bank_obligation",
        "duties move with their client; the act asks for its own right",
        model="bank.handover*",
    ),
    Allowed("right", "write bank_obligation", COPIED, model="res.partner"),
    Allowed("right", "write bank_action_*", COPIED, model="res.partner"),
    Allowed("right", "write bank_preapproved_offer", COPIED, model="res.partner"),
    Allowed("right", "write bank_relation_lead", COPIED, model="res.partner"),
    Allowed(
        "right",
        "write bank_action_*",
        "work of a plan is done or dropped by its buttons, which ask whose it is",
        model="bank.action.item",
        door="method",
    ),
    Allowed(
        "right",
        "create bank_interaction",
        "a meeting becomes a row that nobody may write by hand",
        model="bank.meeting.note",
    ),
    Allowed(
        "right",
        "write bank_suppression",
        "lifted by its button, which asks for the role; never changed by hand",
        model="bank.suppression",
        method="action_lift",
    ),
    Allowed(
        "wall",
        "U calendar_event.res_id names hidden *",
        "an id without a name: the rule of events hides what hangs on the client",
        model="calendar.event",
    ),
    # what goes with what is deleted
    Allowed("right", "unlink ir_model_data", CASCADE),
    Allowed("right", "unlink bank_identity_show", CASCADE),
    Allowed("right", "unlink bank_relation_lead", CASCADE, model="bank.relation"),
    Allowed(
        "right", "unlink bank_relation_lead", CASCADE, model="bank.relation.lead.rule"
    ),
    Allowed("wall", "D *bank_relation_lead*", CASCADE, model="bank.relation.lead.rule"),
    Allowed("wall", "D *bank_identity_show*", CASCADE),
    Allowed("right", "unlink bank_client_merge_move", CASCADE),
    Allowed("right", "unlink bank_document_disposal_line", CASCADE),
    Allowed("wall", "D bank_document_disposal_line of *", CASCADE),
    Allowed("wall", "D *bank_process_migration*", CASCADE, model="bank.process"),
    Allowed("wall", "D *bank_sales_plan_*", CASCADE, model="bank.sales.plan*"),
    Allowed("right", "unlink bank_sales_plan_*", CASCADE, model="bank.sales.plan*"),
    # dialogs over an event; its guests keep it from being deleted
    *(
        Allowed(judge, f"{what}{table}*", CASCADE, model="calendar.event")
        for judge, what in (("right", "unlink "), ("wall", "D *"))
        for table in ("bank_event_guest_add", "bank_event_invite")
    ),
    Allowed("right", "unlink bank_attribute_value", RECKONED, model="bank.attribute"),
    Allowed("wall", "D *bank_attribute_value*", RECKONED, model="bank.attribute"),
    # by design
    *(
        Allowed("kept", f"{table}.{column} is typed", DRAFT, role="bank_administrator")
        for table, columns in (
            ("bank_client_form", ("definition",)),
            ("bank_document_slot", ("attribute_id",)),
            ("bank_enrichment_source", ("date_loaded",)),
            ("bank_document_template", ("origin_id", "sha256", "version")),
            ("bank_formula", ("date_in_force", "grammar", "version")),
            ("bank_process", ("date_published", "origin_id", "version")),
            (
                "bank_application_process",
                ("date_published", "origin_id", "version"),
            ),
        )
        for column in columns
    ),
    Allowed(
        "wall",
        "U bank_document_hold of hidden *",
        "legal holds are kept for the whole bank by who may not open the dossiers",
        model="bank.document.hold",
        method="action_lift",
    ),
]


def sort_out(findings):
    """Return the findings that nothing allows, and the entries nobody needed."""
    left, used = [], set()
    for finding in findings:
        fitting = [entry for entry in ALLOWED if entry.fits(finding)]
        used.update(fitting)
        if not fitting:
            left.append(finding)
    return left, [entry for entry in ALLOWED if entry not in used]
