# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models

# The places where addons meet. A registry holds no data and no behaviour of its own:
# one file shows them side by side.


class BankRegistryCard(models.AbstractModel):
    """Sections and figures of the client card.

    The method takes the client and returns ``{"title", "figures": [{"label", "value",
    "unit"}], "action"}``, or False where there is nothing to show.
    """

    _name = "bank.registry.card"
    _description = "Sections of the Client Card"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {"model": (str, True), "method": (str, True)}


class BankRegistrySegment(models.AbstractModel):
    """Sources of segments: the method takes parameters and returns a client domain.

    ``parameters`` names, between commas, which of them the source asks for; it is
    given a dict of them.
    """

    _name = "bank.registry.segment"
    _description = "Sources of Segments"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {
        "model": (str, True),
        "method": (str, True),
        "parameters": (str, False),
    }


class BankRegistryGraph(models.AbstractModel):
    """Kinds of node of the graph of relations that are no people or companies.

    ``model`` is that of the nodes. The method takes a client and returns a list of
    ``{"record", "facts": [text], "links": [(partner, what he is there)]}``; of its
    records only those that the user may read are drawn.
    """

    _name = "bank.registry.graph"
    _description = "Nodes of the Graph of Relations"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {"model": (str, True), "method": (str, True)}


class BankRegistryProcedure(models.AbstractModel):
    """What a command line starts: ``words`` find it, the method returns an action."""

    _name = "bank.registry.procedure"
    _description = "Procedures"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {
        "model": (str, True),
        "method": (str, True),
        "words": (str, False),
    }


class BankRegistrySearch(models.AbstractModel):
    """Entities that the one search finds.

    The method takes the query and a limit and returns rows as
    ``bank.client.search.lookup`` does: kind, model, id, title, subtitle, score.
    """

    _name = "bank.registry.search"
    _description = "Entities of the Search"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {"model": (str, True), "method": (str, True)}


class BankRegistryWidget(models.AbstractModel):
    """Widgets of dashboards: ``component`` draws what the method returns."""

    _name = "bank.registry.widget"
    _description = "Dashboard Widgets"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {
        "model": (str, True),
        "method": (str, True),
        "component": (str, True),
    }


class BankRegistryDocument(models.AbstractModel):
    """Kinds of document: ``model`` is what the paper is printed for."""

    _name = "bank.registry.document"
    _description = "Kinds of Document"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {"model": (str, True), "template": (str, False)}


class BankRegistryAct(models.AbstractModel):
    """Acts that can be done for somebody else; ``groups`` have the right to them.

    Here ``groups`` says who may delegate the act, not who sees the entry.
    """

    _name = "bank.registry.act"
    _description = "Acts That Can Be Delegated"
    _inherit = ["bank.registry.mixin"]


class BankRegistryModel(models.AbstractModel):
    """Kinds of trained model: by which figure two are compared.

    ``metric`` names the figure, ``higher`` says that more is better.
    """

    _name = "bank.registry.model"
    _description = "Kinds of Trained Model"
    _inherit = ["bank.registry.mixin"]
    _registry_keys = {"metric": (str, True), "higher": (bool, False)}
