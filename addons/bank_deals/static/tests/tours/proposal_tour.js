import { registry } from "@web/core/registry";

/** A blocked deal proposes terms; one is taken and the offer is reckoned anew. */
registry.category("web_tour.tours").add("bank_proposal_tour", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        {
            content: "the gate says what is in the way",
            timeout: 60000,
            trigger: ".o_bank_gate_panel:contains(Платёж великоват)",
        },
        {
            trigger:
                ".o_form_view button[name=action_propose_terms]:contains(Подобрать условия)",
            run: "click",
        },
        {
            content: "the smallest change comes first",
            timeout: 60000,
            trigger: ".modal .o_data_row:eq(0):contains(Сумма)",
        },
        {
            content: "the other one is a longer term",
            trigger: ".modal .o_data_row:eq(1):contains(36 → 42)",
        },
        {
            content: "or a larger pledge, told in full",
            trigger:
                ".modal .o_data_row:eq(2):contains(Залог):contains(→):contains(900)",
        },
        {
            trigger:
                ".modal .o_data_row:eq(1) button[name=action_take]:contains(Взять)",
            run: "click",
        },
        {
            content: "the draft of the offer has the new term and its payment",
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o_form_view h2:contains(Предварительное предложение № 1)",
        },
        { trigger: ".o_field_widget[name=term_months] input:value(42)" },
        { trigger: ".o_field_widget[name=payment]:contains(11)" },
    ],
});
