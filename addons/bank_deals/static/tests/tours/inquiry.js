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
