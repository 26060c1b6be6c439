# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from itertools import accumulate

from odoo import Command, fields, models
from odoo.tools import SQL, LazyTranslate

from ..tools import past_deals
from .bank_demo_deals import MANAGER
from .bank_demo_powers import OWNER
from .bank_demo_queues import COLLEAGUE
from .bank_demo_sales import OTHER_BANK, TERMS

_lt = LazyTranslate(__name__)

SELLERS = (MANAGER, COLLEAGUE)
# of each seller's; his other clients are told about elsewhere
DEALS, FIRST, LEAST = 48, 40, 24
# who is asked for and how far back tells that it was done before
LONG_AGO = timedelta(days=30)
ELSEWHERE = _lt("Other banks offer more")
ASKED = _lt("Asked how it goes on")
# what a deal brings: half of the interest, as the debt falls; of a deposit its margin;
# written by themselves: a string beside a term is taken for a term
INTEREST = _lt("Interest over the Term")
MARGIN = _lt("Margin of a Deposit")
INTEREST_TEXT = "amount * rate / 100 * term_months / 12 / 2"
MARGIN_TEXT = "amount * 2 / 100 * term_months / 12"
CREDITS, SAVINGS = ("consumer_loan", "car_loan", "mortgage"), ("term_deposit",)
POTENTIALS = (
    (CREDITS, "demo_interest", INTEREST, INTEREST_TEXT),
    (SAVINGS, "demo_deposit", MARGIN, MARGIN_TEXT),
)
BACKDATE = (
    """
    UPDATE crm_lead d SET create_date = v.begun, date_open = v.begun,
           date_closed = v.closed, date_last_stage_update = v.entered,
           date_deadline = v.closed::date, day_open = 0,
           day_close = extract(day FROM v.closed - v.begun)
      FROM past v WHERE d.id = v.id
    """,
    """
    UPDATE mail_activity a SET create_date = v.begun, date_deadline = v.entered::date,
           date_done = v.entered::date
      FROM past v WHERE a.res_model = 'crm.lead' AND a.res_id = v.id
    """,
    """
    UPDATE mail_message m SET date = v.entered, create_date = v.entered
      FROM past v WHERE m.model = 'crm.lead' AND m.res_id = v.id
    """,
    """
    UPDATE bank_interaction i SET date = v.entered
      FROM past v WHERE i.res_model = 'crm.lead' AND i.res_id = v.id
    """,
    """
    UPDATE bank_offer o SET create_date = v.entered, date_presented = v.entered,
           date_valid = v.closed::date,
           date_answered = CASE WHEN o.date_answered IS NULL THEN NULL
                                ELSE v.closed - interval '1 hour' END
      FROM past v WHERE o.deal_id = v.id
    """,
    """
    UPDATE bank_agreement g SET create_date = v.closed, date_start = v.closed::date,
           date_end = v.closed::date + make_interval(months => g.term_months)
      FROM past v WHERE g.deal_id = v.id
    """,
    # the schedule begins with the agreement; what has fallen due since then was paid
    """
    UPDATE bank_agreement_payment p
       SET date = p.date - (CURRENT_DATE - g.date_start),
           state = CASE WHEN p.date - (CURRENT_DATE - g.date_start) < CURRENT_DATE
                        THEN 'paid' ELSE 'due' END
      FROM past v JOIN bank_agreement g ON g.deal_id = v.id
     WHERE p.agreement_id = g.id AND p.kind = 'schedule'
    """,
    """
    UPDATE bank_agreement g SET balance = g.amount - COALESCE((
           SELECT SUM(p.principal) FROM bank_agreement_payment p
            WHERE p.agreement_id = g.id AND p.kind = 'schedule' AND p.state = 'paid'
           ), 0)
      FROM past v WHERE g.deal_id = v.id
    """,
)


class BankDemoImport(models.Model):
    """A year of closed deals, from which chances are learned and plans are spread."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        """What was sold then was not decided on here yet: it comes before the routes.

        Who took the lost deals is named with the sales; what was sold counts where.
        """
        before = ("map", "sales")
        steps = [step for step in super()._get_steps() if step not in before]
        place = steps.index("lending")
        return [*steps[:place], *before, "past", *steps[place:]]

    def _load_past(self, bank):
        """Close them once; a small bank has no past."""
        if self._has_past():
            return
        people = self._find_staff((*SELLERS, OWNER))
        books = {
            login: self._find_book(people[login], bank)[FIRST:][:DEALS]
            for login in SELLERS
            if login in people
        }
        if not books or any(len(book) < LEAST for book in books.values()):
            return
        self._reckon_potentials()
        for place, (login, book) in enumerate(books.items()):
            drawn = past_deals.draw(len(book), past_deals.SEED + place)
            self._acting(people[login])._close_past(book, drawn)
        self._learn_chances(people.get(OWNER))

    def _has_past(self):
        deals = self.env["crm.lead"].with_context(active_test=False)
        long_ago = fields.Datetime.now() - LONG_AGO
        domain = [("process_id", "!=", False), ("date_closed", "<", long_ago)]
        return bool(deals.search_count(domain, limit=1))

    def _reckon_potentials(self):
        model_id = self.env["ir.model"]._get_id("crm.lead")
        for codes, code, label, text in POTENTIALS:
            formula = self.env["bank.formula"].create(
                {
                    "name": self._say(label),
                    "code": code,
                    "model_id": model_id,
                    "text": text,
                }
            )
            formula.action_put_into_force()
            for product in self._find_by_code("bank.product", codes).values():
                product.potential_formula_id = formula
        deals = self.env["crm.lead"].search([("won_status", "=", "pending")])
        self.env.add_to_compute(deals._fields["potential"], deals)

    # ------------------------------------------------------------ the deals
    def _close_past(self, clients, drawn):
        """Sell through the gates as the seller does, then enter when it was."""
        for client in clients.filtered(lambda client: not client.city):
            client.city = client.branch_id.name
        # their history is entered below, with the days on which it was
        quiet = self.with_context(tracking_disable=True, mail_notrack=True)
        deals = quiet._open_past(clients, drawn)
        by_deal = dict(zip(deals, drawn, strict=True))
        for stages in (2, 3):
            moved = [deal.id for deal in deals if len(by_deal[deal].days) >= stages]
            quiet._move_past(deals.browse(moved))
        quiet._offer_past(deals.filtered(lambda d: len(by_deal[d].days) == 3), by_deal)
        won = deals.filtered(lambda deal: by_deal[deal].is_won)
        quiet._move_past(won)
        quiet._lose_past(deals - won)
        self.env.flush_all()
        quiet._backdate(by_deal)
        quiet._remember(by_deal)
        for deal in (deals - won).with_env(self.env(su=True)):
            if deal.lost_reason_id.is_about_terms:
                deal._judge_loss()  # as the scheduler does at night

    def _open_past(self, clients, drawn):
        products = self._find_by_code("bank.product", {row.product for row in drawn})
        return self.env["crm.lead"].create(
            [
                {
                    "name": products[row.product].with_env(self.env).name,
                    "type": "opportunity",
                    "partner_id": client.id,
                    "product_id": products[row.product].id,
                    "user_id": self.env.uid,
                    "amount": row.amount,
                    "term_months": row.months,
                }
                for client, row in zip(clients, drawn, strict=True)
            ]
        )

    def _move_past(self, deals):
        deals.activity_ids.action_feedback()
        deals.action_next_stage()

    def _offer_past(self, deals, by_deal):
        """Who came to the final terms was offered them; who bought has accepted."""
        offers = self.env["bank.offer"].create(
            [{"deal_id": deal.id, "kind": "final"} for deal in deals]
        )
        offers.action_present()
        taken = offers.filtered(lambda offer: by_deal[offer.deal_id].is_won)
        taken.action_accept()
        for offer in offers - taken:
            offer.objection = self._say(ELSEWHERE)
        (offers - taken).action_decline()

    def _lose_past(self, deals):
        """Every third went to another bank, the others did not like the terms."""
        rivals = self.env["bank.competitor"].search([], order="id", limit=2)
        elsewhere = deals[::3]
        for lost, reason, rival in (
            (elsewhere[::2], OTHER_BANK, rivals[:1]),
            (elsewhere[1::2], OTHER_BANK, rivals[1:2]),
            (deals - elsewhere, TERMS, rivals.browse()),
        ):
            dialog = self.env["crm.lead.lost"].create(
                {
                    "lead_ids": [Command.set(lost.ids)],
                    "lost_reason_id": self.env.ref(reason).id,
                    "competitor_id": rival.id,
                }
            )
            dialog.action_lost_reason_apply()

    # ------------------------------------------------------------ when it was
    def _get_moments(self, row):
        """Return when a deal was begun and when it left each of its stages."""
        closed = fields.Datetime.now() - timedelta(days=row.ago)
        begun = closed - timedelta(days=row.length)
        return begun, [begun + timedelta(days=days) for days in accumulate(row.days)]

    def _backdate(self, by_deal):
        """What the program has dated today was then."""
        rows = []
        for deal, row in by_deal.items():
            begun, moved = self._get_moments(row)
            entered = moved[-2] if len(moved) > 1 else begun
            rows.append((deal.id, begun, entered, moved[-1]))
        past = SQL(
            "WITH past AS (SELECT * FROM unnest(%s::int[], %s::timestamp[],"
            " %s::timestamp[], %s::timestamp[]) AS p (id, begun, entered, closed)) ",
            *map(list, zip(*rows)),
        )
        for statement in BACKDATE:
            self.env.cr.execute(SQL("%s%s", past, SQL(statement)))
        self.env.invalidate_all()

    def _remember(self, by_deal):
        """Enter the history of the stage and the contacts of those days."""
        messages, moves = [], []
        for deal, row in by_deal.items():
            begun, moved = self._get_moments(row)
            stages = deal.process_id.sudo()._get_stages()
            for place, moment in enumerate(moved if row.is_won else moved[:-1]):
                messages.append(self._prepare_past_message(deal, moment))
                moves.append((stages[place], stages[place + 1]))
            for number in range(row.contacts):
                deal.partner_id._log_interaction(
                    channel="phone",
                    direction="out" if number % 2 else "in",
                    subject=self._say(ASKED),
                    date=begun + timedelta(days=row.length * (number + 0.5) / 4),
                    source=deal,
                )
        # what was moved then stands under the name of who sold it
        kept = self.sudo().env["mail.message"].create(messages)
        self._remember_moves(kept, moves)

    def _prepare_past_message(self, deal, moment):
        return {
            "model": deal._name,
            "res_id": deal.id,
            "date": moment,
            "author_id": self.env.user.partner_id.id,
            "message_type": "notification",
            "subtype_id": self.env.ref("mail.mt_note").id,
        }

    def _remember_moves(self, messages, moves):
        stage = self.env["ir.model.fields"].sudo()._get("crm.lead", "stage_id")
        messages.env["mail.tracking.value"].create(
            [
                {
                    "mail_message_id": message.id,
                    "field_id": stage.id,
                    "old_value_integer": before.id,
                    "old_value_char": before.name,
                    "new_value_integer": after.id,
                    "new_value_char": after.name,
                }
                for message, (before, after) in zip(messages, moves, strict=True)
            ]
        )

    # ------------------------------------------------------------ what is learned
    def _learn_chances(self, owner):
        """As the scheduler does every month; the owner of models looks at it."""
        process = self.env.ref("bank_deals.bank_process_standard")
        model = self.env["bank.model"]._train_chance(process)
        if owner:
            model = model.with_env(self._acting(owner).env)
            if model and not model._get_contest_blocker():
                model.action_promote()
        open_deals = self.env["crm.lead"].search(
            [("process_id", "!=", False), ("won_status", "=", "pending")]
        )
        open_deals._refresh_chances()
