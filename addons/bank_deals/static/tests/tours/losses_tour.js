import { registry } from "@web/core/registry";

/** A deal is lost to another bank; the head sees why deals are lost. */
registry.category("web_tour.tours").add("bank_lose_tour", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view .o_statusbar_buttons button:contains(Проиграна)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".modal div[name=lost_reason_id] .o_selection_badge:contains(Условия не устроили)",
            run: "click",
        },
        {
            trigger: ".modal div[name=competitor_id] input",
            run: "edit Банк Соседний",
        },
        {
            timeout: 60000,
            trigger: ".ui-menu-item a:contains(Банк Соседний)",
            run: "click",
        },
        {
            trigger: ".modal div[name=competitor_rate] input",
            run: "edit 10,5",
        },
        { trigger: ".modal button[name=action_lost_reason_apply]", run: "click" },
        {
            timeout: 60000,
            trigger: "body:not(:has(.modal)) .ribbon:contains(Проиграна)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_losses_tour", {
    url: "/odoo/bank-deal-losses",
    steps: () => [
        {
            content: "the trend of the reasons",
            timeout: 60000,
            trigger: ".o_graph_renderer canvas",
        },
        { trigger: "button.o_switch_view.o_pivot", run: "click" },
        {
            timeout: 60000,
            trigger: ".o_pivot th:contains(Условия не устроили)",
        },
        { trigger: "button.o_switch_view.o_list", run: "click" },
        {
            content: "to whom, by how much, and which terms would have passed",
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Банк Соседний):contains(1,5):contains(36 → 42)",
        },
        {
            trigger: ".o_data_row button[name=action_open_deal]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view .ribbon:contains(Проиграна)",
        },
    ],
});
