import { registry } from "@web/core/registry";

/** A manager asks without saying whom: the rules know. */
registry.category("web_tour.tours").add("bank_request_routed", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_ask_department]:contains(Запрос в отдел)",
            run: "click",
        },
        {
            trigger: ".modal div[name=subject] input",
            run: "edit Нужна выписка по счёту",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal)) .o_form_view",
        },
    ],
});

/** Somebody of the queue takes the next one: the client's card opens for him. */
registry.category("web_tour.tours").add("bank_request_next", {
    url: "/odoo/bank-requests",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(выписка):contains(Выписки)",
        },
        {
            trigger: "button[name=action_take_next]:contains(Взять следующий)",
            run: "click",
        },
        {
            content: "He works on the card",
            trigger: ".o_form_view:contains(Щербаков)",
        },
    ],
});

/** An interest is passed on from the card: a click, a category, a click. */
registry.category("web_tour.tours").add("bank_referral_add", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_refer]:contains(Передать рекомендацию)",
            run: "click",
        },
        {
            trigger: ".modal div[name=category_id] input",
            run: "edit Автокредиты",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Автокредиты)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_refer]:contains(Передать)",
            run: "click",
        },
        {
            trigger: ".o_notification:contains(Передано)",
        },
    ],
});

/** Who sells it takes and accepts it. */
registry.category("web_tour.tours").add("bank_referral_accept", {
    url: "/odoo/bank-referrals",
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_take_next]:contains(Взять следующий)",
            run: "click",
        },
        {
            trigger: ".o_form_view:contains(Автокредиты):contains(Щербаков)",
        },
        {
            trigger: "button[name=action_accept]:contains(Принять)",
            run: "click",
        },
        {
            content: "What it has become is open: a deal, or the card",
            trigger: ".o_form_view:not(:has(button[name=action_accept]))",
        },
    ],
});
