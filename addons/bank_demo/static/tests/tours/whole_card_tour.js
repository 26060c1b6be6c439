import { registry } from "@web/core/registry";

/** A page of the card and what must stand on it. */
function look(page, ...triggers) {
    return [
        { trigger: `.o_notebook .nav-link[name=${page}]`, run: "click" },
        ...triggers.map((trigger) => ({
            content: `page ${page}`,
            trigger: `.o_notebook ${trigger}`,
        })),
    ];
}

/**
 * The second journey: the card of a private client answers at a glance. Every section is
 * looked at; one that is missing stops the walk.
 */
registry.category("web_tour.tours").add("bank_whole_card", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_searchview_input",
            run: "edit 900002",
        },
        { trigger: ".o_searchview_input", run: "press Enter" },
        {
            trigger: ".o_data_row:only-child .o_data_cell:contains(900002)",
            run: "click",
        },
        {
            content: "What burns, each with its act: papers, duties",
            trigger: ".o_bank_card_alerts [data-code^=duty] button",
        },
        { trigger: ".o_bank_card_alerts [data-code=arrears] button:contains(График)" },
        {
            content: "At a glance: what he keeps, owes, was promised, may we call",
            trigger: "div[name=figure_savings]:contains(Хранит)",
        },
        { trigger: "div[name=figure_debt]:contains(Должен банку)" },
        { trigger: "div[name=figure_promised]:contains(Обещано)" },
        { trigger: "div[name=figure_gate] .o_bank_contact_signs i" },
        {
            content: "Profit is not for a manager",
            trigger: ".o_form_view:not(:has(div[name=figure_profit]))",
        },
        {
            content: "Pre-approved, one click from a deal",
            trigger:
                "[name=card_preapproved_ids] .o_data_row button:contains(Оформить)",
        },
        ...look(
            "agreements",
            "[name=card_agreement_ids] .o_data_row:contains(Действует)",
            "[name=card_past_agreement_ids] .o_data_row:contains(DEMO-1)"
        ),
        ...look(
            "credit",
            "[name=credit_summary]:contains(с опозданием)",
            "[data-label='31–60']:contains(1)",
            "[name=card_credit_ids] .o_data_row"
        ),
        ...look("deals", "[name=card_deal_ids] .o_data_row"),
        ...look("obligations", "[name=card_obligation_ids] .o_data_row"),
        ...look("payments", "[name=card_payment_ids] .o_data_row"),
        ...look(
            "accounts",
            "[name=card_account_ids] .o_data_row",
            "[name=card_order_ids] .o_data_row"
        ),
        ...look("operations", "[name=card_operation_ids] .o_data_row"),
        ...look("interactions", "[name=card_interaction_ids] .o_data_row"),
        ...look("relations", "[name=card_relation_ids] .o_data_row"),
        ...look("dossier", ".o_bank_dossier"),
        ...look(
            "identity",
            "[name=card_identity_ids] .o_data_row:contains(•)",
            "[name=card_kyc_ids] .o_data_row"
        ),
        ...look("profile", "[name=card_income_ids] .o_data_row"),
        ...look("consents", "[name=card_consent_ids]"),
        ...look("details", "[name=phone_ids]"),
        {
            content: "Take the offer up",
            trigger:
                "[name=card_preapproved_ids] .o_data_row button:contains(Оформить):first",
            run: "click",
        },
        {
            content: "The deal is there on its terms",
            trigger: ".o_form_view .o_field_widget[name=stage_id]",
        },
    ],
});
