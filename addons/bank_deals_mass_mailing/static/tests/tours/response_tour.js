import { registry } from "@web/core/registry";

/** Whoever sells opens a response to a mailing and begins a deal from it. */
registry.category("web_tour.tours").add("bank_mailing_response", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "The response that nobody has taken up is on the list",
            trigger:
                ".o_list_view .o_data_row td[name=mass_mailing_id]:contains(Кредит под 12 %)",
            run: "click",
        },
        {
            timeout: 60000,
            content: "It tells whose it is and what he has looked at",
            trigger:
                ".o_form_view .o_field_widget[name=clicked_links]:contains(bank.example.com/loans)",
        },
        {
            content: "The title is in Russian",
            trigger: ".oe_title:contains(Отклик на «Кредит под 12 %»)",
        },
        {
            trigger: "button[name=action_begin_deal]:contains(Начать сделку)",
            run: "click",
        },
        {
            timeout: 60000,
            content: "The deal shows with what it began",
            trigger:
                ".o_form_view .o_field_widget[name=begun_from]:contains(Отклик на «Кредит под 12 %»)",
        },
        {
            trigger: ".breadcrumb-item:contains(Отклик на «) a, .o_back_button a",
            run: "click",
        },
        {
            timeout: 60000,
            content: "And the response shows the deal",
            trigger: "button[name=action_open_begun_deals]:contains(1)",
        },
    ],
});
