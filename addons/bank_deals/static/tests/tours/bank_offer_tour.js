import { registry } from "@web/core/registry";

/** A manager makes an offer in his deal and sends it. */
registry.category("web_tour.tours").add("bank_offer_tour", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        { trigger: ".nav-link:contains(Предложения)", run: "click" },
        { trigger: "button[name=action_new_offer]", run: "click" },
        {
            content: "the first offer is a preliminary one on the terms of the deal",
            trigger: ".o_form_view h2:contains(Предварительное предложение № 1)",
        },
        {
            trigger: ".o_field_widget[name=discount] input",
            run: "edit 0,5",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "the payment is reckoned anew",
            trigger: ".o_field_widget[name=payment]:contains(861,)",
        },
        {
            trigger: "button[name=action_send]:contains(Отправить клиенту)",
            run: "click",
        },
        {
            content: "the letter is on its way",
            trigger: ".o_field_widget[name=letter_state]:contains(Отправляется)",
        },
    ],
});

/** The client accepts it by the link. */
registry.category("web_tour.tours").add("bank_offer_page_tour", {
    steps: () => [
        { trigger: "h2:contains(График платежей)" },
        {
            trigger: "button.o_offer_accept:contains(Принять предложение)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_offer_accepted:contains(Вы приняли)" },
    ],
});
