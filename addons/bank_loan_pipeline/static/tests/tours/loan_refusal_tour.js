/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

const READY = "body:not(:has(.modal))";
const tours = registry.category("web_tour.tours");

/** The underwriter refuses the application that waits for him, and says why. */
tours.add("bank_loan_refusal_decision", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_data_row button[name=action_open_decide]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal [name=comment] textarea",
            run: "edit Платежи не по доходу",
        },
        {
            trigger: ".modal button[name=action_reject]:contains(Отказать)",
            run: "click",
        },
        { ...SLOW, trigger: `${READY} .o_nocontent_help:contains(Никто не ждёт)` },
    ],
});

/** The deal is lost by itself, with the reason. */
function seeDealLost() {
    return [
        {
            ...SLOW,
            trigger: ".o_form_view button[name=action_open_deal]",
            run: "click",
        },
        { ...SLOW, trigger: ".o_form_view .ribbon:contains(Проиграна)" },
        { trigger: ".o_form_view .nav-link[name=source]", run: "click" },
        {
            ...SLOW,
            trigger:
                ".o_field_widget[name=lost_reason_id]:contains(Банк отказал по заявке)",
        },
    ];
}

/** A head sees for which reasons the bank refuses, and which deals it loses by it. */
tours.add("bank_loan_refusal_analysis", {
    steps: () => [
        { ...SLOW, trigger: ".o_graph_renderer canvas" },
        { trigger: "button.o_switch_view.o_pivot", run: "click" },
        {
            ...SLOW,
            content: "how often it was this reason",
            trigger:
                ".o_pivot tbody tr:has(th:contains(Слишком высокая долговая нагрузка)) .o_pivot_cell_value:contains(1)",
        },
        { trigger: "button.o_switch_view.o_list", run: "click" },
        {
            ...SLOW,
            content: "whom, why, and whether he may read it",
            trigger:
                ".o_data_row:contains(Щербаков):contains(Слишком высокая долговая нагрузка):has([name=is_told] input:checked)",
        },
        {
            trigger: "body",
            run: () => window.location.assign("/odoo/bank-deal-losses"),
            expectUnloadPage: true,
        },
        { ...SLOW, trigger: ".o_graph_renderer canvas" },
        { trigger: "button.o_switch_view.o_pivot", run: "click" },
        {
            ...SLOW,
            content: "what the bank does not sell since it refuses",
            trigger: ".o_pivot th:contains(Банк отказал по заявке)",
        },
    ],
});

/** Reasons, the answer to the client, the report to the bureau, the deal. */
tours.add("bank_loan_refusal_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_give_reasons]:contains(Причины отказа)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=reason_ids] input",
            run: "edit нагрузка",
        },
        {
            ...SLOW,
            trigger: ".o-autocomplete--dropdown-menu .dropdown-item:contains(нагрузка)",
            run: "click",
        },
        {
            ...SLOW,
            content: "what the client will read",
            trigger: ".modal .o_field_widget[name=told]:contains(слишком большую долю)",
        },
        { trigger: ".modal button[name=action_enter]", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_form_view button[name=action_tell_refusal]:contains(Ответить клиенту)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                "body:not(:has(button[name=action_tell_refusal])) .o_form_view button[name=action_report_refusal]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 77",
        },
        { trigger: ".modal button[name=action_enter]", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_report_refusal])) .nav-link[name=decision]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_field_widget[name=bureau_number]:contains(77)",
        },
        ...seeDealLost(),
    ],
});
