import { registry } from "@web/core/registry";

/** A visitor of the site asks for a loan; what he mistypes is said to him. */
registry.category("web_tour.tours").add("bank_inquiry_page", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "h1:contains(Кредит на любые цели)",
        },
        {
            trigger: "select[name=product]",
            run: "selectByLabel Consumer Loan",
        },
        { trigger: "input[name=name]", run: "edit Гость Новый" },
        { trigger: "input[name=phone]", run: "edit 12-34" },
        { trigger: "input[name=city]", run: "edit Тверь" },
        { trigger: "textarea[name=note]", run: "edit Нужна лодка" },
        {
            trigger: "button[type=submit]:contains(Отправить)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content:
                "What is wrong is said beside the field, what was right has stayed",
            trigger: "#error_phone:contains(номер телефона)",
        },
        { trigger: "#error_consent:contains(согласия)" },
        { trigger: "input[name=name]:value(Гость Новый)" },
        { trigger: "input[name=phone]", run: "edit 8 903 765-43-21" },
        { trigger: "input[name=consent]", run: "click" },
        {
            trigger: "button[type=submit]:contains(Отправить)",
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "h1:contains(Спасибо)" },
    ],
});

/** A manager takes it, asks the question and opens the deal. */
registry.category("web_tour.tours").add("bank_inquiry_qualify", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Гость Новый) td[name=contact_name]",
            run: "click",
        },
        {
            content: "The button of the form, not that of its line in the list",
            trigger: ".o_form_view button[name=action_take]:contains(Взять)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: "button[name=action_qualify]:contains(Квалифицировать)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".modal:contains(Нужна лодка):contains(никто)",
        },
        { trigger: ".modal div[name=is_new_client] input", run: "click" },
        { trigger: ".modal button[name=action_next]:contains(Далее)", run: "click" },
        {
            timeout: 60000,
            trigger: ".modal h2:contains(Когда вам это нужно)",
        },
        {
            trigger: ".modal div[name=option_id] label:contains(В течение месяца)",
            run: "click",
        },
        { trigger: ".modal button[name=action_next]", run: "click" },
        {
            timeout: 60000,
            trigger: ".modal div[name=amount] input",
            run: "edit 300000",
        },
        { trigger: ".modal div[name=term_months] input", run: "edit 24" },
        {
            trigger: ".modal button[name=action_finish]:contains(Открыть сделку)",
            run: "click",
        },
        {
            content: "The deal is open with what is known already",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=term_months] input:value(24)",
        },
        { trigger: ".o_bank_gate_panel" },
    ],
});

/** A client of the bank calls: he is found, and so is the deal he has already. */
registry.category("web_tour.tours").add("bank_inquiry_phone", {
    url: "/odoo/bank-inquiries",
    steps: () => [
        { timeout: 60000, trigger: ".o_list_button_add", run: "click" },
        {
            timeout: 60000,
            trigger: ".o_form_view div[name=contact_name] input",
            run: "edit Щербаков Пётр Ильич",
        },
        { trigger: "div[name=phone] input", run: "edit 8 916 123-45-67" },
        { trigger: "div[name=product_id] input", run: "edit Consumer" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Consumer Loan)",
            run: "click",
        },
        { trigger: "div[name=channel_id] input", run: "edit Телефонный" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Телефонный звонок)",
            run: "click",
        },
        {
            trigger: "div[name=note] textarea",
            run: "edit Спрашивает про кредит ещё раз",
        },
        {
            trigger: "button[name=action_take_own]:contains(Квалифицировать сейчас)",
            run: "click",
        },
        {
            content: "who calls is found by his phone and proposed",
            timeout: 60000,
            trigger: ".modal div[name=candidate_ids]:contains(Щербаков)",
        },
        { trigger: ".modal div[name=partner_id] input:value(Щербаков)" },
        { trigger: ".modal button[name=action_next]:contains(Далее)", run: "click" },
        {
            timeout: 60000,
            trigger: ".modal div[name=option_id] label:contains(Как можно скорее)",
            run: "click",
        },
        { trigger: ".modal button[name=action_next]", run: "click" },
        {
            content: "his open deal is proposed: there is but one",
            timeout: 60000,
            trigger: ".modal div[name=deal_id] input:value(Кредит на ремонт)",
        },
        {
            trigger:
                ".modal button[name=action_finish]:contains(Присоединить к сделке)",
            run: "click",
        },
        {
            content: "the deal tells that he has come again, over which channel",
            timeout: 60000,
            trigger:
                "body:not(:has(.modal)) .o-mail-Message:contains(Клиент обратился ещё раз):contains(Телефонный звонок):contains(Спрашивает про кредит)",
        },
    ],
});

/** Somebody comes to the office while nobody who sells loans is there. */
registry.category("web_tour.tours").add("bank_inquiry_office", {
    url: "/odoo/bank-inquiries",
    steps: () => [
        { timeout: 60000, trigger: ".o_list_button_add", run: "click" },
        {
            timeout: 60000,
            trigger: ".o_form_view div[name=contact_name] input",
            run: "edit Зашедший Гость",
        },
        { trigger: "div[name=phone] input", run: "edit 8 905 111-22-33" },
        { trigger: "div[name=product_id] input", run: "edit Consumer" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Consumer Loan)",
            run: "click",
        },
        { trigger: "div[name=channel_id] input", run: "edit Визит" },
        {
            trigger: ".o-autocomplete--dropdown-item:contains(Визит в отделение)",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "it is said at once that nobody can take it, and why",
            timeout: 60000,
            trigger: ".alert-warning:contains(никого нет на месте)",
        },
    ],
});

/** The head has a list of what nobody can take, with the reason. */
registry.category("web_tour.tours").add("bank_inquiry_stuck", {
    url: "/odoo/bank-inquiries-stuck",
    steps: () => [
        {
            timeout: 60000,
            trigger:
                ".o_data_row:contains(Зашедший Гость):contains(Визит в отделение):contains(никого нет на месте)",
        },
    ],
});
