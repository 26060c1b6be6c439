import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const page = { timeout: 60000 }; // the first page builds its assets
const form = ".o_form_view";

function pick(place, name, text) {
    return [
        { ...page, trigger: `${place} [name=${name}] input`, run: `edit ${text}` },
        {
            ...page,
            trigger: `.o-autocomplete--dropdown-item a:contains(${text})`,
            run: "click",
        },
    ];
}

function save() {
    return [
        { trigger: `${form} .o_form_button_save`, run: "click" },
        { ...page, trigger: ".o_form_saved" },
    ];
}

function tryOnPastRequests(count) {
    return [
        { trigger: `${form} button[name=action_replay]`, run: "click" },
        {
            ...page,
            content: "the requests of six months",
            trigger: `.modal [name=request_count]:contains(${count})`,
        },
        { trigger: ".modal [name=months]:contains(6), .modal [name=months] input" },
    ];
}

/** A business administrator draws a route, sees who could get around it, and tries it. */
tours.add("bank_approval_draw", {
    url: "/odoo/approval-routes",
    steps: () => [
        { ...page, trigger: ".o_list_button_add", run: "click" },
        { ...page, trigger: `${form} [name=name] input`, run: "edit Крупные кредиты" },
        ...pick(form, "model_id", "Test Loan"),
        { trigger: `${form} [name=sequence] input`, run: "edit 1" },
        {
            content: "an empty condition is no mistake",
            trigger: `${form} [name=condition] .o_field_domain_panel:not(:contains(Недействительный))`,
        },
        {
            trigger: `${form} [name=step_ids] .o_field_x2many_list_row_add a`,
            run: "click",
        },
        { ...page, trigger: ".modal [name=name] input", run: "edit Правление" },
        ...pick(".modal", "group_id", "Board of Zarya"),
        { trigger: ".modal [name=by_limit] input", run: "click" },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            trigger: `body:not(:has(.modal)) ${form} .o_data_row:contains(Правление)`,
        },
        ...save(),
        {
            trigger: `${form} button[name=action_prove]:contains(Кто и начинает, и решает)`,
            run: "click",
        },
        {
            ...page,
            content: "the page has a title, and there is a way around",
            trigger: "h1:contains(Разделение полномочий)",
        },
        { trigger: ".alert-danger:contains(начать)" },
        {
            content: "the way in a sentence",
            trigger: ".o_data_row:contains(boss1):contains(Board of Zarya)",
        },
        { trigger: ".o_back_button a", run: "click" },
        { ...page, trigger: `${form} button[name=action_prove]` },
        ...tryOnPastRequests(2),
        {
            content: "both would go to others",
            trigger: ".modal [name=moved_count]:contains(2)",
        },
        { trigger: ".modal .o_data_row:contains(boss1)" },
        { trigger: ".modal button[special=cancel]", run: "click" },
        {
            content: "what was found stands on the draft",
            ...page,
            trigger: `body:not(:has(.modal)) ${form} .o_bank_approval_trial:contains(Пошли бы к другим)`,
        },
        { trigger: `${form} [name=publish_blocker]:contains(сами составили)` },
        {
            content: "whoever has drawn it does not put it into force",
            trigger: `body:not(:has(.modal)) ${form} .o_statusbar_buttons:not(:has(button[name=action_publish]))`,
        },
    ],
});

/** He draws limits and tries them as well. */
tours.add("bank_approval_limits", {
    url: "/odoo/authority-limits",
    steps: () => [
        { ...page, trigger: ".o_list_button_add", run: "click" },
        { ...page, trigger: `${form} [name=name] input`, run: "edit Лимиты правления" },
        {
            trigger: `${form} [name=limit_ids] .o_field_x2many_list_row_add a`,
            run: "click",
        },
        ...pick(".o_selected_row", "group_id", "Board of Zarya"),
        { trigger: ".o_selected_row [name=exposure_limit] input", run: "edit 9000" },
        ...save(),
        ...tryOnPastRequests(2),
        { trigger: ".modal button[special=cancel]", run: "click" },
        { trigger: "body:not(:has(.modal)) .o_arrow_button_current:contains(Проект)" },
    ],
});

/** A second administrator sees the proof and puts the route into force. */
tours.add("bank_approval_force", {
    url: "/odoo/approval-routes",
    steps: () => [
        {
            ...page,
            trigger: ".o_data_row:contains(Крупные кредиты) .o_data_cell",
            run: "click",
        },
        { ...page, trigger: `${form} button[name=action_prove]`, run: "click" },
        {
            ...page,
            content: "nobody both begins and decides",
            trigger: ".alert-success:contains(Никто)",
        },
        { trigger: ".o_back_button a", run: "click" },
        {
            ...page,
            content: "the second one reads what the trial has found",
            trigger: `${form} .o_bank_approval_trial:contains(Проверено на прошлых заявках):contains(2)`,
        },
        {
            trigger: `${form} button[name=action_publish]:contains(Ввести в действие)`,
            run: "click",
        },
        { ...page, trigger: ".o_arrow_button_current:contains(Действует)" },
    ],
});

/** After the decision the client wants more: the change goes its own way. */
tours.add("bank_approval_raise", {
    url: "/odoo/test-loans",
    steps: () => [
        { ...page, trigger: ".o_data_cell:contains(Loan 0)", run: "click" },
        { ...page, trigger: ".o_arrow_button_current:contains(Одобрено)" },
        { trigger: `${form} [name=amount] input`, run: "edit 3000" },
        ...save(),
        {
            ...page,
            content: "the decision does not cover it any more",
            trigger: `${form} button[name=action_preview_approval]`,
            run: "click",
        },
        {
            ...page,
            content: "the authority that the change needs, not the whole route",
            trigger: ".modal .o_data_row:contains(Повышение):contains(boss1)",
        },
        { trigger: ".modal tbody:not(:has(.o_data_row:contains(head)))" },
        { trigger: ".modal button[name=action_send]", run: "click" },
        { ...page, trigger: ".o_arrow_button_current:contains(На согласовании)" },
        {
            content: "the memo: before and now",
            trigger:
                "[name=terms]:contains(Запрошено сейчас):contains(900):contains(000)",
        },
        { trigger: "[name=raise_percent]:contains(233)" },
    ],
});

/** Whoever decides about the change sees both terms. */
tours.add("bank_approval_memo", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            ...page,
            trigger: ".o_data_row:contains(Loan 0) button[name=action_open_decide]",
            run: "click",
        },
        { ...page, trigger: ".modal [name=terms]:contains(Запрошено сейчас)" },
        {
            content: "for what it is asked",
            trigger: ".modal [name=matter]:contains(a shop)",
        },
        {
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        { ...page, trigger: ".o_nocontent_help:contains(Никто не ждёт)" },
    ],
});

/** The six digits of an authenticator (RFC 6238), as a telephone reckons them. */
async function getCode(secret) {
    const algorithm = { name: "HMAC", hash: "SHA-1" };
    const bytes = new TextEncoder().encode(secret);
    const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
    const moment = new DataView(new ArrayBuffer(8));
    moment.setUint32(4, Math.floor(Date.now() / 30000));
    const signed = await crypto.subtle.sign("HMAC", key, moment.buffer);
    const digest = new DataView(signed);
    const offset = digest.getUint8(19) & 15;
    const number = (digest.getUint32(offset) & 0x7fffffff) % 1000000;
    return String(number).padStart(6, "0");
}

/** A head on his phone: ten decisions, each with its paper; two taps and the code. */
tours.add("bank_approval_phone_factor", {
    url: "/odoo/my-decisions",
    steps: () => [
        {
            ...page,
            content: "what the group owes before and after",
            trigger: ".o_kanban_record:contains(Loan 0):contains(300):contains(500)",
        },
        {
            content: "what has changed since the last round, with its paper",
            trigger:
                ".o_kanban_record:contains(Loan 0):contains(документы):contains(charter.txt)",
        },
        {
            content: "the last of ten, with its paper; nothing has changed in it",
            trigger:
                ".o_kanban_record:contains(Loan 9):contains(plan 9.txt):not(:contains(документы))",
        },
        {
            content: "the first tap",
            trigger:
                ".o_kanban_record:contains(Loan 0) button[name=action_open_decide]",
            run: "click",
        },
        { ...page, trigger: ".modal [name=exposure_after]:contains(500)" },
        { trigger: ".modal [name=limit_text]:contains(решаете)" },
        {
            content: "the code",
            trigger: ".modal [name=code] input",
            async run(helpers) {
                await helpers.edit(await getCode("12345678901234567890"));
            },
        },
        {
            content: "the second tap",
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        {
            ...page,
            content: "the next one waits",
            trigger: ".o_kanban_view:not(:contains(Loan 0)):contains(Loan 1)",
        },
    ],
});
