import { registry } from "@web/core/registry";

/** A client rings from his second phone: the number is unknown, he is found, it is kept. */
registry.category("web_tour.tours").add("bank_unknown_number", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_bank_phone_call button",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 8 495 700-00-77",
        },
        { trigger: ".modal button[name=action_register]", run: "click" },
        {
            content: "Nobody has this number",
            trigger: ".modal div[name=unknown]:contains(Неизвестный номер)",
        },
        {
            content: "He will say who he is in a moment",
            trigger: ".modal footer button:contains(Позже)",
            run: "click",
        },
        {
            content: "The call stays on the screen",
            trigger: ".o_bank_phone_calls .card:contains(Неизвестный номер)",
        },
    ],
});

/** The page is loaded anew: the call is still there; he says who he is. */
registry.category("web_tour.tours").add("bank_unknown_number_again", {
    url: "/odoo/bank-clients",
    steps: () => [
        {
            timeout: 60000, // the page reads what is on the line
            trigger: ".o_bank_phone_calls .card:contains(700-00-77) button",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Щербаков",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Щербаков)",
            run: "click",
        },
        {
            content: "It is his phone, too",
            trigger: ".modal button[name=action_attach]:contains(тоже его телефон)",
            run: "click",
        },
        {
            content: "His card opens; the call is over",
            trigger:
                "body:not(:has(.modal)) .o_form_view .o_field_widget[name=name]:has(textarea, input)",
        },
        { trigger: "body:not(:has(.o_bank_phone_calls .card))" },
        { trigger: ".o_notebook a[name=details]", run: "click" },
        { trigger: "[name=phone_ids] .o_data_row:contains(700-00-77)" },
    ],
});
