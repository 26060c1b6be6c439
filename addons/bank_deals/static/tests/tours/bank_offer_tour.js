import { registry } from "@web/core/registry";

/** A manager makes an offer in his deal; its discount is more than he may give. */
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
            run: "edit 1",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "the payment is reckoned anew",
            trigger: ".o_field_widget[name=payment]:contains(838,)",
        },
        {
            trigger: "button[name=action_send]:contains(Отправить клиенту)",
            run: "click",
        },
        {
            content: "it does not leave without the head",
            trigger: ".modal:contains(согласует руководитель)",
        },
        { trigger: ".modal .btn-primary", run: "click" },
        {
            trigger:
                "body:not(:has(.modal)) button[name=action_ask_approval]:contains(На согласование)",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=state] .o_arrow_button_current:contains(На согласовании)",
        },
    ],
});

/** The head approves the discount. */
registry.category("web_tour.tours").add("bank_offer_approve_tour", {
    url: "/odoo/bank-offers",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(На согласовании) td[name=amount]",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_form_view button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=state] .o_arrow_button_current:contains(Согласовано)",
        },
    ],
});

/** The manager sends what is approved. */
registry.category("web_tour.tours").add("bank_offer_send_tour", {
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_form_view button[name=action_send]:contains(Отправить клиенту)",
            run: "click",
        },
        {
            content: "the letter is on its way",
            trigger: ".o_field_widget[name=letter_state]:contains(Отправляется)",
        },
    ],
});

/** The client does not agree, and says with what. */
registry.category("web_tour.tours").add("bank_offer_objection_tour", {
    steps: () => [
        { trigger: "p:contains(Условия предварительные)" },
        {
            trigger: ".o_offer_refuse:contains(Условия мне не подходят)",
            run: "click",
        },
        {
            trigger: "textarea[name=objection]",
            run: "edit Хочу платить дольше",
        },
        {
            trigger: "button.o_offer_decline:contains(Отказаться от предложения)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: ".o_offer_declined:contains(Менеджер знает причину)" },
    ],
});

/** The manager reads it and makes the final offer on other terms. */
registry.category("web_tour.tours").add("bank_offer_final_tour", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        { trigger: ".nav-link:contains(Предложения)", run: "click" },
        {
            content: "what he did not agree with stands beside the offer",
            trigger:
                "[name=offer_ids] .o_data_row:contains(Отклонено):contains(Хочу платить дольше)",
        },
        { trigger: "button[name=action_new_offer]", run: "click" },
        { trigger: ".o_form_view h2:contains(Итоговое предложение № 2)" },
        { trigger: ".o_field_widget[name=term_months] input", run: "edit 24" },
        { trigger: ".o_field_widget[name=discount] input", run: "edit 0,5" },
        {
            trigger: "button[name=action_send]:contains(Отправить клиенту)",
            run: "click",
        },
        { trigger: ".o_field_widget[name=letter_state]:contains(Отправляется)" },
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

/** The deal shows both offers side by side, and what has changed. */
registry.category("web_tour.tours").add("bank_offer_history_tour", {
    url: "/odoo/bank-deals",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_kanban_record:contains(Щербаков)",
            run: "click",
        },
        { trigger: ".nav-link:contains(Предложения)", run: "click" },
        {
            trigger:
                ".o_bank_offer_comparison thead:contains(Предварительное):contains(Итоговое)",
        },
        {
            content: "the term and the rate of the final one differ, and are marked",
            trigger:
                ".o_bank_offer_comparison tr:contains(Срок):contains(12) td.text-info:contains(24)",
        },
        {
            trigger:
                ".o_bank_offer_comparison tr:contains(Ставка):contains(11,0) td.text-info:contains(11,5)",
        },
        {
            trigger:
                ".o_bank_offer_comparison tr:contains(Возражения) td:contains(Хочу платить дольше)",
        },
    ],
});
