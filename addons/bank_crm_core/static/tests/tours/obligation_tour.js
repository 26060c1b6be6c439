import { registry } from "@web/core/registry";

const finishTask = (summary, outcome) => [
    {
        trigger: `.o-mail-Activity:contains(${summary}) .o-mail-Activity-markDone`,
        run: "click",
    },
    {
        trigger: ".o-mail-ActivityMarkAsDone textarea",
        run: `edit ${outcome}`,
    },
    {
        trigger: ".o-mail-ActivityMarkAsDone button.mx-2",
        run: "click",
    },
    {
        trigger: `.o-mail-Message:contains(${outcome})`,
    },
];

/** A manager sees what is late and closes it with what has come of it. */
registry.category("web_tour.tours").add("bank_obligation_late", {
    url: "/odoo/bank-obligations",
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            content: "His own and not yet done, without asking for it",
            trigger: ".o_searchview:contains(Мои):contains(К выполнению)",
        },
        {
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .dropdown-item:contains(Просрочено)",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Прислать график):contains(Щербаков) .text-danger:contains(дня назад)",
        },
        {
            trigger:
                ".o_data_row:contains(Прислать график) button[name=action_open_client]",
            run: "click",
        },
        {
            trigger: ".o_bank_card_alerts [data-code^=duty]:contains(Прислать график)",
        },
        ...finishTask("Прислать график", "График отправлен"),
    ],
});

/** A manager asks another department about his client. */
registry.category("web_tour.tours").add("bank_request_ask", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_ask_department]:contains(Запрос в отдел)",
            run: "click",
        },
        {
            trigger: ".modal div[name=subject] input",
            run: "edit Проверить договор",
        },
        {
            trigger: ".modal div[name=queue_id] input",
            run: "edit Юристы",
        },
        {
            trigger:
                ".o-autocomplete--dropdown-item:not(:has(.fa-spin)) a:contains(Юристы)",
            run: "click",
        },
        {
            content: "The usual term of the department is proposed",
            trigger:
                ".modal div[name=date_due] .o_input:not(:empty), .modal div[name=date_due] button",
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

/** Somebody of the department takes it and answers on the card of the client. */
registry.category("web_tour.tours").add("bank_request_answer", {
    url: "/odoo/bank-requests",
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Проверить договор):contains(Ждёт) button[name=action_take]",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(В работе) button[name=action_open_document]:contains(Карточка)",
            run: "click",
        },
        {
            trigger: ".o_form_view:contains(Щербаков)",
        },
        ...finishTask("Проверить договор", "Пункт 4 ничтожен"),
    ],
});

/** Who has asked reads the answer. */
registry.category("web_tour.tours").add("bank_request_read", {
    url: "/odoo/bank-requests",
    steps: () => [
        {
            timeout: 60000,
            content: "He is told: the bell counts it",
            trigger: ".o-mail-DiscussSystray-class .o-mail-MessagingMenu-counter",
        },
        {
            content: "What is done is not among what is to be done",
            trigger: ".o_searchview_facet:contains(К выполнению) .o_facet_remove",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Проверить договор):contains(Пункт 4 ничтожен):contains(Выполнено)",
        },
    ],
});
