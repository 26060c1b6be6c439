import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const page = { timeout: 60000 }; // the first page builds its assets

function pick(name, text) {
    return [
        { trigger: `[name=${name}] input`, run: `edit ${text}` },
        { trigger: `.o-autocomplete--dropdown-item a:contains(${text})`, run: "click" },
    ];
}

function openMatter(name) {
    return [
        {
            ...page,
            trigger: `.o_data_row:contains(${name}) .o_data_cell`,
            run: "click",
        },
    ];
}

/** The ballot has gone and the matter has come back (the ballot is a form itself). */
function votedOn() {
    return {
        trigger:
            "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_open_ballot]))",
    };
}

function back() {
    return [{ trigger: ".o_back_button a", run: "click" }];
}

/** The secretary takes the agenda from the queue, invites, notes who came, opens. */
tours.add("bank_committee_prepare", {
    url: "/odoo/bank-committee-meetings",
    steps: () => [
        { ...page, trigger: ".o_list_button_add", run: "click" },
        { content: "his committee is there", trigger: "[name=secretary_id]" },
        {
            trigger: "button[name=action_build_agenda]:contains(Собрать повестку)",
            run: "click",
        },
        {
            content: "the earliest papers first",
            trigger: ".o_data_row:first:contains(Кредит на магазин)",
        },
        { trigger: ".o_data_row:contains(Лизинг)" },
        {
            content: "what has its papers later waits",
            trigger: "[name=item_ids]:not(:contains(Через год))",
        },
        { trigger: "button[name=action_invite]:contains(Пригласить)", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Приглашены)" },
        { trigger: "[name=present_ids] label:contains(board_chair)", run: "click" },
        { trigger: "[name=present_ids] label:contains(board_ann)", run: "click" },
        { trigger: "[name=present_ids] label:contains(board_bob)", run: "click" },
        {
            trigger: "button[name=action_open]:contains(Открыть заседание)",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains(Идёт)" },
        { trigger: ".o_data_row:contains(Кредит на магазин):contains(Голосование)" },
    ],
});

/** A member votes with a condition, and takes no part where his brother works. */
tours.add("bank_committee_vote", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        ...openMatter("Кредит на магазин"),
        {
            content: "the paper as it lies before the committee",
            trigger: "a[role=tab]:contains(Документы)",
            run: "click",
        },
        { trigger: ".o_data_row:contains(plan.txt)" },
        {
            trigger: "button[name=action_open_ballot]:contains(Голосовать)",
            run: "click",
        },
        { trigger: ".modal [name=decision] label:contains(За)", run: "click" },
        {
            trigger: ".modal [name=conditions] textarea",
            run: "edit Залог оборудования",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        votedOn(),
        ...back(),
        ...openMatter("Овердрафт"),
        { trigger: "button[name=action_open_ballot]", run: "click" },
        {
            trigger: ".modal [name=decision] label:contains(Не участвовать)",
            run: "click",
        },
        {
            trigger: ".modal [name=comment] textarea",
            run: "edit Там работает мой брат",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "a[role=tab]:contains(Самоотводы)", run: "click" },
        { trigger: ".o_data_row:contains(board_ann):contains(брат)" },
    ],
});

/** Another one is against, and his dissent is kept. */
tours.add("bank_committee_dissent", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        ...openMatter("Кредит на магазин"),
        { trigger: "button[name=action_open_ballot]", run: "click" },
        { trigger: ".modal [name=decision] label:contains(Против)", run: "click" },
        { trigger: ".modal [name=comment] textarea", run: "edit Выручка завышена" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "a[role=tab]:contains(Голосование)", run: "click" },
        { trigger: ".o_data_row:contains(board_bob):contains(Выручка завышена)" },
    ],
});

function takeOff(name, reason, button, state) {
    return [
        {
            trigger: `.o_data_row:contains(${name}) button[name=action_open_item]`,
            run: "click",
        },
        { trigger: "[name=reason] textarea", run: `edit ${reason}` },
        { trigger: `button[name=${button}]`, run: "click" },
        { trigger: `.o_arrow_button_current:contains(${state})` },
        ...back(),
    ];
}

/** The secretary puts one matter off, takes another off, counts, writes the minutes. */
tours.add("bank_committee_finish", {
    url: "/odoo/bank-committee-meetings",
    steps: () => [
        { ...page, trigger: ".o_data_row:contains(Идёт) .o_data_cell", run: "click" },
        ...takeOff("Гарантия", "Нет оценки", "action_postpone", "Отложено"),
        ...takeOff("Лизинг", "Клиент передумал", "action_withdraw", "Снято"),
        {
            trigger: "button[name=action_close_voting]:contains(Закрыть голосование)",
            run: "click",
        },
        { trigger: ".modal footer .btn-primary", run: "click" },
        {
            trigger: "button[name=action_count]:contains(Подсчитать голоса)",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Кредит на магазин):contains(Одобрено с условиями)",
        },
        { trigger: ".o_data_row:contains(Овердрафт):contains(Одобрено)" },
        {
            trigger: "button[name=action_close]:contains(Закрыть заседание)",
            run: "click",
        },
        { trigger: ".o_arrow_button_current:contains(Закрыто)" },
        {
            trigger: "button[name=action_make_minutes]:contains(Протокол)",
            run: "click",
        },
        { trigger: ".oe_title:contains(КК-):contains(/1)" },
        { trigger: "button[name=action_sign]:contains(Подписать)", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: "[name=date_secretary]:contains(:)" },
    ],
});

/** The chairman signs; from then on the minutes stand. */
tours.add("bank_committee_sign", {
    url: "/odoo/bank-committee-minutes",
    steps: () => [
        { ...page, trigger: ".o_data_row:contains(КК-) .o_data_cell", run: "click" },
        { trigger: "button[name=action_sign]:contains(Подписать)", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: "[name=pdf_hash] span:contains(/[0-9a-f]{64}/)" },
        { trigger: ".o_form_view:not(:has(button[name=action_sign]))" },
    ],
});

/** A mistake is corrected by a new version with the same number. */
tours.add("bank_committee_correct", {
    url: "/odoo/bank-committee-minutes",
    steps: () => [
        { ...page, trigger: ".o_data_row:contains(КК-) .o_data_cell", run: "click" },
        { trigger: "button[name=action_new_version]", run: "click" },
        { trigger: ".oe_title:contains(/1, версия 2)" },
        {
            trigger: "[name=note] textarea",
            run: "edit Исправлена сумма первого вопроса",
        },
        { trigger: "button[name=action_sign]", run: "click" },
        { trigger: ".modal footer .btn-primary", run: "click" },
        { trigger: "[name=date_secretary]:contains(:)" },
    ],
});

/** A ballot in writing: nobody has to be present. */
tours.add("bank_committee_written", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        ...openMatter("Гарантия"),
        { trigger: "button[name=action_open_ballot]", run: "click" },
        { trigger: ".modal [name=decision] label:contains(За)", run: "click" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        votedOn(),
    ],
});

/** A deputy votes for his principal within his limit, and never on what is his own. */
tours.add("bank_committee_deputy", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        ...openMatter("Большой кредит"),
        { trigger: ".o_arrow_button_current:contains(Голосование)" },
        { trigger: ".o_form_view:not(:has(button[name=action_open_ballot]))" },
        ...back(),
        ...openMatter("Свой вопрос"),
        { trigger: ".o_arrow_button_current:contains(Голосование)" },
        { trigger: ".o_form_view:not(:has(button[name=action_open_ballot]))" },
        ...back(),
        ...openMatter("Кредит на магазин"),
        {
            trigger: "button[name=action_open_ballot]:contains(Голосовать)",
            run: "click",
        },
        { trigger: ".modal [name=decision] label:contains(За)", run: "click" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { trigger: "a[role=tab]:contains(Голосование)", run: "click" },
        {
            content: "his vote, for the seat of who is on leave",
            trigger: ".o_data_row:contains(board_ann):contains(board_eve)",
        },
    ],
});

/** His term is over: he votes no more, and the matter says why. */
tours.add("bank_committee_deputy_over", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        ...openMatter("Второй магазин"),
        { trigger: ".o_arrow_button_current:contains(Голосование)" },
        {
            trigger: "[name=deputy_note]:contains(board_ann):contains(пока действует)",
        },
        { trigger: ".o_form_view:not(:has(button[name=action_open_ballot]))" },
    ],
});

/** The credit administrator accepts the proof of a condition precedent. */
tours.add("bank_approval_clear", {
    url: "/odoo/approval-conditions",
    steps: () => [
        {
            ...page,
            trigger:
                ".o_data_row:contains(Страхование) button[name=action_open_clear]:contains(Принять подтверждение)",
            run: "click",
        },
        { trigger: ".modal [name=proof] textarea", run: "edit Полис 5 от 1 марта" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            content: "what comes after the issue is still open",
            trigger: ".o_list_view:contains(Отчёт):not(:contains(Страхование))",
        },
        {
            content: "another has become a covenant: watched on, met by no proof",
            trigger:
                ".o_data_row:contains(Долг до 3 EBITDA):contains(ковенант):contains(board_manager):not(:has(button[name=action_open_clear]))",
        },
    ],
});

/** A manager asks the committee to take its decision back. */
tours.add("bank_committee_cancel", {
    url: "/odoo/bank-committee-matters",
    steps: () => [
        { ...page, trigger: ".o_list_button_add", run: "click" },
        { trigger: ".oe_title [name=name] input", run: "edit Отмена решения" },
        ...pick("committee_id", "Кредитный комитет"),
        ...pick("partner_id", "Заря"),
        ...pick("cancels_id", "A shop"),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved" },
    ],
});

tours.add("bank_approval_lapsed", {
    url: "/odoo/test-loans",
    steps: () => [
        { ...page, trigger: ".o_data_row:contains(A shop) .o_data_cell", run: "click" },
        { trigger: ".o_arrow_button_current:contains(Утратило силу)" },
    ],
});

/** On a phone: what changed, the paper, and two taps. */
tours.add("bank_approval_phone", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            ...page,
            content: "what changed since the last round",
            trigger: ".o_kanban_record:contains(Loan 0):contains(документы)",
        },
        {
            content: "the first tap",
            trigger:
                ".o_kanban_record:contains(Loan 0) button[name=action_open_decide]",
            run: "click",
        },
        { trigger: ".modal .alert:contains(документы)" },
        { trigger: ".modal [name=paper_ids]:contains(charter.txt)" },
        {
            content: "the second tap",
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        { trigger: ".o_kanban_view:not(:contains(Loan 0))" },
    ],
});
