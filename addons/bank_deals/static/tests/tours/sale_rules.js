import { registry } from "@web/core/registry";

/** A business administrator says how soon large deals are answered. */
registry.category("web_tour.tours").add("bank_response_rule_tour", {
    url: "/odoo/bank-response-rules",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "what is shipped names its term in Russian",
            trigger: ".o_data_row:contains(Ответ клиенту по сделке)",
        },
        { trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_selected_row [name=least_worth] input",
            run: "edit 1000000",
        },
        {
            trigger: ".o_selected_row [name=regime_id] input",
            run: "edit За час",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(За час)",
            run: "click",
        },
        { trigger: ".o_list_button_save", run: "click" },
        {
            timeout: 60000,
            trigger: "body:not(:has(.o_selected_row)) .o_data_row:contains(За час)",
        },
    ],
});

/** And that a final offer is presented once the head has approved it. */
registry.category("web_tour.tours").add("bank_offer_step_tour", {
    url: "/odoo/bank-offer-steps",
    steps: () => [
        { timeout: 60000, trigger: ".o_list_button_add", run: "click" },
        {
            trigger: ".o_selected_row [name=origin] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Черновик)",
            run: "click",
        },
        {
            trigger: ".o_selected_row [name=kind] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_item:contains(Итоговое)",
            run: "click",
        },
        { trigger: ".o_selected_row [name=is_closed] input", run: "click" },
        {
            trigger: ".o_selected_row [name=name] input",
            run: "edit Сначала согласуйте с руководителем",
        },
        { trigger: ".o_list_button_save", run: "click" },
        {
            timeout: 60000,
            trigger:
                "body:not(:has(.o_selected_row)) .o_data_row:contains(Сначала согласуйте)",
        },
    ],
});

/** A manager is stopped by it, in the bank's own words. */
registry.category("web_tour.tours").add("bank_offer_stopped_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_form_view button[name=action_present]:contains(Представлено на встрече)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal-body:contains(Сначала согласуйте с руководителем)",
        },
        { trigger: ".modal-footer button", run: "click" },
        {
            trigger: "body:not(:has(.modal)) button[name=action_ask_approval]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger:
                ".o_field_widget[name=state] .o_arrow_button_current:contains(На согласовании)",
        },
    ],
});

/** A head plans for a territory and a segment of clients. */
registry.category("web_tour.tours").add("bank_plan_part_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_form_view [name=territory_id] input",
            run: "edit Север",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Север)",
            run: "click",
        },
        { trigger: ".o_form_view [name=segment_id] input", run: "edit Фермеры" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Фермеры)",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: "body:not(:has(.o_form_button_save:visible))" },
        {
            timeout: 60000,
            trigger: "button[name=action_build]:contains(Создать строки)",
            run: "click",
        },
        {
            content: "what farmers of the north bought, and nothing else",
            timeout: 60000,
            trigger: ".o_data_row:contains(Region) td[name=fact]:contains(/^7.000,/)",
        },
    ],
});
